import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import chromium, { inflate } from '@sparticuz/chromium';

// Run by packed-chromium.ts in a process of its own: the package unpacks to wherever TMPDIR points.
const entry = fileURLToPath(import.meta.resolve('@sparticuz/chromium'));
await chromium.executablePath();
await inflate(join(dirname(entry), '..', 'bin', 'al2023.tar.br'));
