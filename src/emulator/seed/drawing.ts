/** Part of a drawing: where it is, in a square of 100 by 100 that is stretched over the picture, and its colour. */
export interface Shape {
  readonly covers: (x: number, y: number) => boolean
  /** `#rrggbb` */
  readonly colour: string
}

/** A rectangle with round corners, from its left upper corner. */
export function box(colour: string, x: number, y: number, width: number, height: number, radius = 0): Shape {
  const covers = (px: number, py: number) => {
    const dx = Math.max(x + radius - px, 0, px - (x + width - radius))
    const dy = Math.max(y + radius - py, 0, py - (y + height - radius))
    return dx * dx + dy * dy <= radius * radius
  }
  return { covers, colour }
}

/** An ellipse around a centre. */
export function ellipse(colour: string, x: number, y: number, radiusX: number, radiusY = radiusX): Shape {
  return { covers: (px, py) => ((px - x) / radiusX) ** 2 + ((py - y) / radiusY) ** 2 <= 1, colour }
}

/** A polygon through points given as x, y, x, y, … */
export function polygon(colour: string, ...points: readonly number[]): Shape {
  const covers = (px: number, py: number) => {
    let inside = false
    for (let i = 0, j = points.length - 2; i < points.length; j = i, i += 2) {
      const [ax, ay, bx, by] = [points[i], points[i + 1], points[j], points[j + 1]] as [number, number, number, number]
      if (ay > py !== by > py && px < ((bx - ax) * (py - ay)) / (by - ay) + ax) inside = !inside
    }
    return inside
  }
  return { covers, colour }
}

const samplesPerSide = 3

/**
 * Paints shapes over a background, the last one on top, with smooth edges.
 * @returns RGBA, four bytes a pixel, row by row; always the same for the same input
 */
export function paint(width: number, height: number, background: string, shapes: readonly Shape[]): Buffer {
  const pixels = Buffer.alloc(width * height * 4, 255)
  const layers = shapes.map(({ covers, colour }) => ({ covers, rgb: rgbOf(colour) })).reverse()
  const ground = rgbOf(background)
  for (let row = 0; row < height; row++) {
    for (let column = 0; column < width; column++) {
      const sum: [number, number, number] = [0, 0, 0]
      for (let sample = 0; sample < samplesPerSide ** 2; sample++) {
        const x = ((column + (sample % samplesPerSide) / samplesPerSide + 1 / 6) / width) * 100
        const y = ((row + Math.floor(sample / samplesPerSide) / samplesPerSide + 1 / 6) / height) * 100
        const rgb = layers.find(({ covers }) => covers(x, y))?.rgb ?? ground
        for (const channel of [0, 1, 2] as const) sum[channel] += rgb[channel]
      }
      const offset = (row * width + column) * 4
      for (const channel of [0, 1, 2] as const)
        pixels[offset + channel] = Math.round(sum[channel] / samplesPerSide ** 2)
    }
  }
  return pixels
}

function rgbOf(colour: string): [number, number, number] {
  const value = Number.parseInt(colour.slice(1), 16)
  return [value >> 16, (value >> 8) & 255, value & 255]
}
