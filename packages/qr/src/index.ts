/**
 * QR codes for otpauth key URIs. A separate package, because `qrcode` has 29 dependencies.
 *
 * @module
 */
export { qrPngDataUrl } from './png.ts';
export { qrSvg } from './svg.ts';
export { qrTerminal } from './terminal.ts';
