// The screens of packets, in one file that is loaded when the first of them is opened.
export { BriefScreen } from "./brief-screen.js";
export { DetailsScreen } from "./details-screen.js";
export { FormScreen } from "./form-screen.js";
export { GiveScreen } from "./give-screen.js";
export { NewPacketScreen } from "./new-screen.js";
export { PacketsScreen } from "./packets-screen.js";
export { PaperScreen } from "./paper-screen.js";
export { ReviewScreen } from "./review-screen.js";
export { SetsScreen } from "./sets-screen.js";
