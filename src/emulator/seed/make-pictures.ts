/*
 * Draws the pictures of the demo company into `seed/pictures`: `node src/emulator/seed/make-pictures.ts`.
 * A development tool; the emulator reads the files. It always draws the same bytes.
 */
import { writeFile } from 'node:fs/promises'
import { Jimp } from 'jimp'
import { box, ellipse, paint, polygon, type Shape } from './drawing.ts'

interface Drawing {
  readonly width: number
  readonly height: number
  readonly background: string
  readonly shapes: readonly Shape[]
}

const wood = '#b9824f'
const darkWood = '#8f5f36'
const steel = '#5b6670'
const shadow = '#d5dbe0'
const wall = '#eef1f4'

const drawings: Readonly<Record<string, Drawing>> = {
  'athens-desk.png': { width: 516, height: 466, background: wall, shapes: desk() },
  'paris-chair.jpg': { width: 480, height: 640, background: wall, shapes: guestChair('#2c2f33') },
  'athens-pedestal.gif': { width: 240, height: 320, background: wall, shapes: pedestal() },
  'london-chair-blue.bmp': { width: 120, height: 160, background: wall, shapes: swivelChair('#2f6fb5', '#235489') },
  'london-chair-green.png': { width: 300, height: 400, background: wall, shapes: swivelChair('#3c8d5a', '#2c6a43') },
  'london-chair-green-back.png': {
    width: 300,
    height: 400,
    background: wall,
    shapes: swivelChair('#2c6a43', '#225234'),
  },
  'antwerp-table.jpg': { width: 800, height: 450, background: wall, shapes: table() },
  'antwerp-table-top.png': { width: 400, height: 200, background: wall, shapes: [ellipse(wood, 50, 50, 45, 38)] },
  'antwerp-table-side.png': { width: 200, height: 200, background: wall, shapes: tableSide() },
  'amsterdam-lamp.png': { width: 250, height: 600, background: '#27313a', shapes: lamp() },
  'adatum.png': { width: 400, height: 400, background: '#ffffff', shapes: stairs() },
  'school-of-fine-art.gif': { width: 200, height: 200, background: '#fff7e8', shapes: palette() },
  'fabrikam.bmp': { width: 160, height: 96, background: '#14344f', shapes: cog() },
  'graphic-design.jpg': { width: 360, height: 240, background: '#f7f7f7', shapes: overlappingCircles() },
  'warehouse-lead.jpg': { width: 320, height: 320, background: '#dfe8df', shapes: workerWithHelmet() },
  'rome-chair.png': { width: 96, height: 128, background: wall, shapes: guestChair('#3c8d5a') },
  'tokyo-chair.gif': { width: 180, height: 240, background: wall, shapes: guestChair('#2f6fb5') },
  'munich-chair.jpg': { width: 900, height: 1200, background: wall, shapes: swivelChair('#e0b020', '#b58a10') },
  'moscow-chair.png': { width: 240, height: 320, background: '#ffffff', shapes: swivelChair('#b5332f', '#892523') },
  'atlanta-whiteboard.png': { width: 640, height: 400, background: wall, shapes: whiteboard() },
  'amsterdam-lamp-white.bmp': { width: 50, height: 120, background: '#3a4a56', shapes: lamp() },
  'athens-desk-oak.jpg': { width: 258, height: 233, background: '#f7f3ec', shapes: desk() },
  'relecloud.jpg': { width: 300, height: 150, background: '#ffffff', shapes: cloud() },
  'nod-publishers.png': { width: 128, height: 128, background: '#3b2e5a', shapes: stairs() },
  'designer.png': { width: 320, height: 320, background: '#e9e2f2', shapes: palette() },
  'assembly-worker.jpg': { width: 160, height: 160, background: '#e6ddd0', shapes: workerWithHelmet() },
}

function desk(): Shape[] {
  return [
    ellipse(shadow, 50, 84, 44, 4),
    box(darkWood, 13, 46, 5, 38),
    box(darkWood, 82, 46, 5, 38),
    box(wood, 58, 46, 24, 30),
    ...[49, 58, 67].flatMap((y) => [box(darkWood, 60, y, 20, 7, 1), box(wall, 67, y + 3, 6, 1)]),
    box(wood, 8, 40, 84, 7, 1.5),
    box(steel, 26, 38, 12, 2),
    box(steel, 31, 32, 2, 7),
    box('#39424a', 19, 14, 26, 19, 1.5),
    box('#8fc1e3', 20.5, 15.5, 23, 16),
  ]
}

function guestChair(cover: string): Shape[] {
  return [
    ellipse(shadow, 50, 90, 34, 3),
    box(steel, 24, 52, 4, 38, 1),
    box(steel, 72, 52, 4, 38, 1),
    box(cover, 27, 12, 46, 38, 6),
    box('#43484e', 31, 16, 38, 30, 4),
    box(cover, 20, 54, 60, 11, 4),
  ]
}

function pedestal(): Shape[] {
  return [
    ellipse('#39424a', 26, 88, 5, 4),
    ellipse('#39424a', 74, 88, 5, 4),
    box(wood, 15, 12, 70, 73, 2),
    ...[18, 40, 62].flatMap((y) => [box(darkWood, 20, y, 60, 18, 1), box(wall, 42, y + 8, 16, 2)]),
  ]
}

function swivelChair(cover: string, dark: string): Shape[] {
  return [
    ellipse(shadow, 50, 93, 32, 3),
    polygon(steel, 50, 76, 20, 88, 23, 91, 50, 82, 77, 91, 80, 88),
    box(steel, 47, 62, 6, 20),
    ...[21, 50, 79].map((x) => ellipse('#39424a', x, 90, 4, 3)),
    box(cover, 27, 10, 46, 42, 9),
    box(dark, 32, 15, 36, 32, 7),
    box(cover, 20, 54, 60, 10, 5),
  ]
}

function table(): Shape[] {
  const legs = [20, 76].map((x) => polygon(steel, x, 52, x + 4, 52, x + 6, 84, x - 2, 84))
  return [ellipse(shadow, 50, 85, 42, 4), ...legs, ellipse(darkWood, 50, 46, 44, 13), ellipse(wood, 50, 43, 44, 13)]
}

function tableSide(): Shape[] {
  return [ellipse(shadow, 50, 86, 36, 4), polygon(steel, 46, 44, 54, 44, 62, 85, 38, 85), box(wood, 12, 38, 76, 8, 3)]
}

function lamp(): Shape[] {
  return [
    polygon('#54534a', 28, 34, 72, 34, 96, 96, 4, 96),
    box('#c9ced3', 48.5, 30, 3, 62),
    ellipse('#c9ced3', 50, 93, 24, 2.5),
    polygon('#f4c95d', 34, 10, 66, 10, 82, 34, 18, 34),
    ellipse('#fff3c4', 50, 34, 32, 1.5),
  ]
}

function stairs(): Shape[] {
  const colours = ['#0f6cbd', '#2886de', '#62abf5', '#96c6fa']
  return colours.map((colour, step) => box(colour, 14 + step * 19, 66 - step * 16, 15, 20 + step * 16, 2))
}

function palette(): Shape[] {
  const paints = [
    ['#d13438', 34, 36],
    ['#f7b500', 54, 30],
    ['#107c10', 70, 44],
    ['#0f6cbd', 30, 56],
  ] as const
  return [
    ellipse('#c79a6b', 50, 50, 38, 34),
    ellipse('#fff7e8', 60, 66, 9, 7),
    ...paints.map(([colour, x, y]) => ellipse(colour, x, y, 6)),
  ]
}

function cog(): Shape[] {
  const teeth = Array.from({ length: 8 }, (_, index) => {
    const angle = (index * Math.PI) / 4
    return ellipse('#f2b134', 50 + 20 * Math.cos(angle), 50 + 33 * Math.sin(angle), 5, 8)
  })
  return [...teeth, ellipse('#f2b134', 50, 50, 20, 33), ellipse('#14344f', 50, 50, 9, 15)]
}

function overlappingCircles(): Shape[] {
  return [ellipse('#e3008c', 38, 40, 20, 30), ellipse('#00b7c3', 62, 40, 20, 30), ellipse('#ffb900', 50, 64, 20, 30)]
}

function workerWithHelmet(): Shape[] {
  return [
    box('#e87722', 18, 66, 64, 50, 18),
    box('#f4d35e', 30, 66, 6, 40),
    box('#f4d35e', 64, 66, 6, 40),
    box('#b58863', 43, 56, 14, 16, 4),
    ellipse('#c99b74', 50, 44, 17, 20),
    polygon('#f7b500', 30, 38, 33, 24, 42, 17, 58, 17, 67, 24, 70, 38),
    box('#d99e00', 26, 36, 48, 4, 2),
  ]
}

function whiteboard(): Shape[] {
  const lines = [22, 32, 42].map((y, index) => box('#2f6fb5', 16, y, 50 - index * 12, 2, 1))
  return [box(steel, 6, 8, 88, 74, 2), box('#ffffff', 8, 11, 84, 66, 1), ...lines, box(darkWood, 30, 83, 40, 3, 1)]
}

function cloud(): Shape[] {
  return [ellipse('#62abf5', 36, 56, 18, 28), ellipse('#62abf5', 54, 44, 20, 34), ellipse('#2886de', 68, 60, 16, 24)]
}

async function encode(name: string, { width, height, background, shapes }: Drawing): Promise<Buffer> {
  const image = Jimp.fromBitmap({ width, height, data: paint(width, height, background, shapes) })
  if (name.endsWith('.png')) return image.getBuffer('image/png', { deflateLevel: 9 })
  if (name.endsWith('.gif')) return image.getBuffer('image/gif')
  return name.endsWith('.bmp') ? image.getBuffer('image/bmp') : image.getBuffer('image/jpeg', { quality: 85 })
}

for (const [name, drawing] of Object.entries(drawings)) {
  await writeFile(new URL(`pictures/${name}`, import.meta.url), await encode(name, drawing))
}
