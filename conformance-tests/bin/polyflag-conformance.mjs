#!/usr/bin/env node
import '../dist/kit/command/main.js';
