import adapter from '@sveltejs/adapter-node';
import { sveltekit } from '@sveltejs/kit/vite';

// SvelteKit 3 takes its configuration here, SvelteKit 2 in svelte.config.js.
export default { plugins: [sveltekit({ adapter: adapter() })] };
