// Nothing of the record in the picture that the system takes for switching between apps; an iPhone may take it sooner.
export function coverWhileAway(): void {
  const look = (): void => void document.documentElement.toggleAttribute("data-away", document.visibilityState === "hidden");
  document.addEventListener("visibilitychange", look);
}
