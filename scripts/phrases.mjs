// Finds phrases that readers have to decode, in prose and in names, and names the usual word. docs/glossary.md has our own
// words.
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

const root = dirname(import.meta.dirname);
const unwanted = [
  [/\bwhoever\b/i, 'a user who, the caller that'],
  [/\bfor who\b/i, 'for a user who'],
  [/\bwhere it is not (said|given|set)\b|\bwhere not said\b/i, 'optional; defaults to …'],
  [/\bwhat is (refused|said|lent|handed)\b/i, 'name the thing'],
  [/\b(lends?|lent)\b/i, 'passes, a host hook'],
  [/\bhand(s|ed)? in\b|\bhanded-in\b/i, 'pass, passed'],
  [/\bcomes? into force\b|\bin force\b/i, 'becomes active, active'],
  [/\bstand(s|ing)? in for\b|\bstands in\b/i, 'replaces'],
  [/\bway back( in)?\b|\bways back\b/i, 'recovery method'],
  [/\bdeeds?\b/i, 'action'],
  [/\bthie(f|ves)\b/i, 'attacker'],
  [/\bhappenings?\b/i, 'event'],
  [/\blanes?\b/i, 'mapConcurrent'],
  [/\bsaboteurs?\b/i, 'mutant'],
  [/\b(is|are) dead\b|\bdies\b/i, 'is invalid, expires'],
  [/\bworth nothing\b/i, 'does not count, is refused'],
  [/\bas good as none\b/i, 'counts as none'],
  [/\b(own|its|their|machine.s) matter\b/i, 'say who does it'],
  [/\b(hence|thereby|therein|henceforth|likewise|borne)\b/i, 'a shorter sentence'],
];
const prose = ['*.md', '*.ts', '*.mjs', '*.svelte', '*.tsx'];
const files = execFileSync('git', ['ls-files', ...prose], { cwd: root, encoding: 'utf8' })
  .split('\n')
  .filter((name) => name !== '' && name !== 'scripts/phrases.mjs');

let found = 0;
for (const file of files) {
  for (const [index, line] of readFileSync(join(root, file), 'utf8').split('\n').entries()) {
    for (const [phrase, usual] of unwanted) {
      const hit = phrase.exec(line);
      if (hit === null) continue;
      found += 1;
      console.log(`${file}:${index + 1}: “${hit[0]}”: write ${usual}`);
    }
  }
}
process.exitCode = found === 0 ? 0 : 1;
