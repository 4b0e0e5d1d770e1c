import adapter from '@sveltejs/adapter-node';
import { sveltekit } from '@sveltejs/kit/vite';
import type { UserConfig } from 'vite';

const config: UserConfig = { plugins: [sveltekit({ adapter: adapter() })] };

export default config;
