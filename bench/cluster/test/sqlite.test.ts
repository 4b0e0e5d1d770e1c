import { clusterTests } from './cluster-tests.ts';

clusterTests('sqlite');
