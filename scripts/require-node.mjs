// The tools need Node 22.18 or newer; the root's optional dependency `node` brings it. npm and pnpm skip an
// optional dependency that they could not install without a word, so the word is said here.
const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
if (major < 22 || (major === 22 && minor < 18)) {
  console.error(
    `Node ${process.versions.node} runs this script, 22.18 or newer is needed.\n` +
      'The optional dependency "node" brings it: run the script through pnpm (npx -y pnpm@12.21.0 <script>),\n' +
      'and if this line still shows, delete node_modules and look at what the install says of "node".',
  );
  process.exit(1);
}
