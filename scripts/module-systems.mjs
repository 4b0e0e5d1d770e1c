// The packed packages in the module systems that portals have: both forms in one process, every module resolution of
// TypeScript, the Jest configuration of a new Nest application, and bundlers.
import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { gzipSync } from 'node:zlib';
import { install, manifestIn, pack, publishedPackages, root } from './packed.ts';

const run = promisify(execFile);
const fixtures = join(root, 'test/module-systems');
/** What `nest new` of Nest 11 writes. */
const jest = {
  moduleFileExtensions: ['js', 'json', 'ts'],
  rootDir: 'src',
  testRegex: '.*\\.spec\\.ts$',
  transform: { '^.+\\.(t|j)s$': 'ts-jest' },
  collectCoverageFrom: ['**/*.(t|j)s'],
  coverageDirectory: '../coverage',
  testEnvironment: 'node',
};
const nestCompilerOptions = {
  declaration: true,
  removeComments: true,
  emitDecoratorMetadata: true,
  experimentalDecorators: true,
  esModuleInterop: true,
  isolatedModules: true,
  allowSyntheticDefaultImports: true,
  target: 'ES2023',
  sourceMap: true,
  outDir: './dist',
  incremental: true,
  skipLibCheck: true,
  strictNullChecks: true,
  forceConsistentCasingInFileNames: true,
};
/** The oldest and the newest 11 that the package says it takes. */
const nestVersions = ['11.0.0', '11.2.6'];
/** Nest 11 writes the second; the first is what older applications have. */
const jestModules = [
  { module: 'commonjs', moduleResolution: 'node10' },
  { module: 'nodenext', moduleResolution: 'nodenext', resolvePackageJsonExports: true },
];
const resolutions = [
  { module: 'commonjs', moduleResolution: 'node10' },
  { module: 'node16', moduleResolution: 'node16' },
  { module: 'nodenext', moduleResolution: 'nodenext' },
  { module: 'esnext', moduleResolution: 'bundler' },
];
/** What each bundler is started with, to make `bundles/<its name>.mjs` of `browser.mjs`. */
const bundlers = {
  esbuild: [
    ...['esbuild/bin/esbuild', 'browser.mjs', '--bundle', '--minify', '--format=esm', '--platform=browser'],
    '--outfile=bundles/esbuild.mjs',
  ],
  vite: ['vite/bin/vite.js', 'build'],
  webpack: ['webpack-cli/bin/cli.js', '--output-path', 'bundles'],
};
const viteConfig = {
  build: {
    outDir: 'bundles',
    emptyOutDir: false,
    lib: { entry: 'browser.mjs', formats: ['es'] },
    rolldownOptions: { output: { entryFileNames: 'vite.mjs' } },
  },
};
const webpackConfig = {
  mode: 'production',
  entry: './browser.mjs',
  experiments: { outputModule: true },
  output: { filename: 'webpack.mjs', library: { type: 'module' } },
};

const folder = await mkdtemp(join(tmpdir(), 'factorkit-modules-'));
try {
  await check();
} catch (error) {
  console.error([error.message, error.stdout, error.stderr].filter(Boolean).join('\n'));
  process.exitCode = 1;
} finally {
  await rm(folder, { recursive: true, force: true });
}

async function check() {
  const tarballs = await pack(await publishedPackages(), await made('tarballs'));
  const { devDependencies: tools } = await manifestIn(root);
  const wanted = [
    'jest@30.2.0',
    'ts-jest@29.4.5',
    'typescript@5.9.3',
    '@types/jest@30.0.0',
    'esbuild@0.28.2',
    'vite@8.3.8',
    'webpack@5.113.0',
    'webpack-cli@7.3.1',
    '@types/express@5.0.6',
  ];
  wanted.push(`@types/node@${tools['@types/node']}`);
  await writeJson('package.json', { name: 'portal', private: true, jest });
  await install([...tarballs.values(), ...wanted], { cwd: folder });

  await cp(join(fixtures, 'both-copies.mjs'), join(folder, 'both-copies.mjs'));
  await run(process.execPath, ['both-copies.mjs'], { cwd: folder });
  console.log('FE6 ESM and CommonJS in one process');
  await cp(join(fixtures, 'nameable.mjs'), join(folder, 'nameable.mjs'));
  await run(process.execPath, ['nameable.mjs'], { cwd: folder });
  console.log('every inferred type can be named');

  await made('src');
  for (const name of ['sign-in.ts', 'sign-in.spec.ts'])
    await cp(join(fixtures, name), join(folder, 'src', name));
  for (const type of ['commonjs', 'module']) {
    await writeJson('package.json', { ...(await manifestIn(folder)), type });
    for (const resolution of resolutions) await compile(resolution, type);
  }
  await writeJson('package.json', { ...(await manifestIn(folder)), type: 'commonjs' });
  for (const version of nestVersions) {
    await install(nestParts(version), { cwd: folder });
    for (const resolution of jestModules) await test(version, resolution);
  }
  await bundle();
  await loadBrowserFiles();
}

function nestParts(version) {
  return ['common', 'core', 'platform-express', 'testing'].map((part) => `@nestjs/${part}@${version}`);
}

async function compile(resolution, type) {
  const compilerOptions = {
    ...{ target: 'ES2023', types: ['node'], strict: true, exactOptionalPropertyTypes: true, noEmit: true },
    ...resolution,
    skipLibCheck: false,
  };
  await writeJson('tsconfig.json', { compilerOptions, files: ['src/sign-in.ts'] });
  await run(process.execPath, ['node_modules/typescript/bin/tsc', '--project', '.'], { cwd: folder });
  console.log(`types: ${resolution.moduleResolution} in a package of type ${type}`);
}

async function test(version, resolution) {
  await writeJson('tsconfig.json', { compilerOptions: { ...nestCompilerOptions, ...resolution } });
  const environment = { ...process.env, NODE_OPTIONS: '' };
  await run(process.execPath, ['node_modules/jest/bin/jest.js'], { cwd: folder, env: environment });
  console.log(`FE4 FE5 Jest of a new Nest application: Nest ${version}, module ${resolution.module}`);
}

/** For browsers everything in one file; each bundle must work without a global or module of Node. */
async function bundle() {
  await writeFile(
    join(folder, 'browser.mjs'),
    "export { createMfaClient } from '@factorkit/client';\nexport { qrSvg } from '@factorkit/qr';\n",
  );
  await writeFile(join(folder, 'vite.config.mjs'), `export default ${JSON.stringify(viteConfig)};`);
  await writeFile(join(folder, 'webpack.config.mjs'), `export default ${JSON.stringify(webpackConfig)};`);
  for (const [bundler, [program, ...options]] of Object.entries(bundlers)) {
    await run(process.execPath, [join('node_modules', program), ...options], { cwd: folder });
    const file = join('bundles', `${bundler}.mjs`);
    await loadInBrowser(file);
    console.log(`${bundler} for browsers: ${await gzipped(file)} bytes gzip`);
  }
}

/** Each is one file that imports nothing. */
async function loadBrowserFiles() {
  const files = ['qr', 'client'].map((name) => join('node_modules/@factorkit', name, 'dist/browser.js'));
  await loadInBrowser(...files);
  for (const file of files) console.log(`FE9 ${file}: ${await gzipped(file)} bytes gzip`);
}

async function loadInBrowser(...files) {
  const script = join(fixtures, 'only-browser.mjs');
  await run(process.execPath, ['--experimental-vm-modules', script, ...files], { cwd: folder });
}

async function gzipped(file) {
  return gzipSync(await readFile(join(folder, file))).length;
}

async function made(name) {
  await mkdir(join(folder, name), { recursive: true });
  return join(folder, name);
}

async function writeJson(name, value) {
  await writeFile(join(folder, name), JSON.stringify(value));
}
