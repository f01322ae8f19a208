// How the app was opened: installed, or in a browser that could still install it.

export function isInstalled(): boolean {
  return matchMedia("(display-mode: standalone)").matches || isIphoneApp();
}

/** An iPhone or iPad, in Safari or installed. */
export function isIphone(): boolean {
  return "standalone" in navigator;
}

/** The app on an iPhone's or iPad's Home Screen. */
export function isIphoneApp(): boolean {
  return "standalone" in navigator && navigator.standalone === true;
}

/** Safari on iPhone or iPad, where the installed app keeps a separate store. */
export function isIphoneBrowser(): boolean {
  return "standalone" in navigator && navigator.standalone === false;
}
