// What `changeset version` would do with a minor change of core: every package gets the next minor version, and none a
// major one, though core is their peer. It runs in a copy of the manifests, before 1.0 and after.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { manifestIn, publishedPackages, root } from './packed.ts';

const run = promisify(execFile);
const manifest = fileURLToPath(import.meta.resolve('@changesets/cli/package.json'));
const changeset = join(dirname(manifest), (await manifestIn(dirname(manifest))).bin.changeset);

for (const [from, to] of [
  ['0.1.0', '0.2.0'],
  ['1.0.0', '1.1.0'],
]) {
  const copy = await mkdtemp(join(tmpdir(), 'factorkit-versions-'));
  try {
    await release(copy, from, to);
  } finally {
    await rm(copy, { recursive: true, force: true });
  }
}

async function release(copy, from, to) {
  const packages = await publishedPackages();
  await cp(join(root, 'package.json'), join(copy, 'package.json'));
  await cp(join(root, 'pnpm-workspace.yaml'), join(copy, 'pnpm-workspace.yaml'));
  await cp(join(root, 'pnpm-lock.yaml'), join(copy, 'pnpm-lock.yaml'));
  await mkdir(join(copy, '.changeset'));
  await cp(join(root, '.changeset/config.json'), join(copy, '.changeset/config.json'));
  for (const { folder, manifest } of packages) {
    await mkdir(join(copy, 'packages', folder), { recursive: true });
    await writeFile(
      join(copy, 'packages', folder, 'package.json'),
      JSON.stringify({ ...manifest, version: from }),
    );
  }
  await writeFile(
    join(copy, '.changeset/one.md'),
    "---\n'@factorkit/core': minor\n---\n\nOne more outcome.\n",
  );
  await run('git', ['init', '--quiet', '--initial-branch=main'], { cwd: copy });
  await run(process.execPath, [changeset, 'version'], { cwd: copy });
  const peers = packages.filter(
    ({ manifest }) => manifest.peerDependencies?.['@factorkit/core'] !== undefined,
  );
  assert.ok(peers.length > 10);
  for (const { name, folder } of packages) {
    const { version } = await manifestIn(join(copy, 'packages', folder));
    assert.equal(version, to, `${name} ${from} became ${version}`);
  }
  console.log(
    `${from} becomes ${to} in ${packages.length} packages, ${peers.length} of them with core as a peer`,
  );
}
