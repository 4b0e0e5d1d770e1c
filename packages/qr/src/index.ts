/**
 * QR codes for otpauth key URIs. A package of its own, because `qrcode` brings 29 packages with it.
 *
 * @module
 */
export { qrPngDataUrl } from './png.ts';
export { qrSvg } from './svg.ts';
export { qrTerminal } from './terminal.ts';
