export { default } from '../handle.js';
