// Debian's Chromium through playwright-core, with nothing that speaks to the network by itself.
import { chromium } from 'playwright-core';

export const sizes = [
  { name: '360', width: 360, height: 740 },
  { name: '1280', width: 1280, height: 900 },
];
export const schemes = ['light', 'dark'];

export function launch() {
  return chromium.launch({
    executablePath: '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-component-update', '--disable-sync',
      '--no-first-run', '--disable-quic', '--allow-file-access-from-files'],
  });
}
