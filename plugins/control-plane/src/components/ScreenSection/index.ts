export { ScreenSection } from './ScreenSection';
