// Lets a demo's clock be turned: `CLOCK_FILE=/tmp/ahead node --import ./examples/portal/attacks/kit/turned-clock.mjs …`.
// The file says by how many milliseconds it is ahead.
import { readFileSync } from 'node:fs';

const RealDate = Date;
let ahead = 0;

function readAhead() {
  try {
    ahead = Number(readFileSync(process.env.CLOCK_FILE ?? '', 'utf8')) || 0;
  } catch {
    // There is no file as long as nobody turned the clock.
  }
}

readAhead();
setInterval(readAhead, 50).unref();

const now = () => RealDate.now() + ahead;
globalThis.Date = new Proxy(RealDate, {
  construct: (target, given) => Reflect.construct(target, given.length === 0 ? [now()] : given),
  get: (target, key) => (key === 'now' ? now : target[key]),
});
