/// A stained spot with a more or less round outline.
struct TissueNucleus {
  /// The centre, in pixels.
  let x: Float
  let y: Float

  /// The radius of a circle of about its area, in pixels.
  let radius: Float

  /// How many times longer than wide it is.
  let elongation: Float

  /// Cosine and sine of the angle that it lies at.
  let direction: (Float, Float)

  /// How much of the radius its outline bulges and dents.
  let irregularity: Float

  /// Cosine and sine of where the bulges are.
  let lobes: (Float, Float)

  /// How much stain it takes, from 0 to 1.
  let darkness: Float

  /// How much of the stain is uneven.
  let grain: Float

  /// Whether another spot is far enough away, in sums of both radii.
  func leavesRoom(_ factor: Float, to other: TissueNucleus) -> Bool {
    let (across, down) = (x - other.x, y - other.y)
    let room = factor * (radius + other.radius)
    return across * across + down * down >= room * room
  }

  /// Puts the stain where there is less, with an edge of a pixel.
  ///
  /// - Parameters:
  ///   - plane: The stain of every pixel.
  ///   - chromatin: What makes the stain uneven; nil for an even one.
  func add(to plane: inout [Float], _ chromatin: ValueNoise?) {
    let side = TissuePatch.side
    let reach = radius * elongation * (1 + 2 * irregularity) + 1
    let rows = (Int(y - reach)..<Int(y + reach) + 2).clamped(to: 0..<side)
    let columns = (Int(x - reach)..<Int(x + reach) + 2).clamped(to: 0..<side)
    let stretch = elongation.squareRoot()
    for row in rows {
      for column in columns {
        let (across, down) = (Float(column) + 0.5 - x, Float(row) + 0.5 - y)
        // In the spot's own directions, pressed so that an ellipse becomes a circle.
        let u = (across * direction.0 + down * direction.1) / stretch
        let v = (down * direction.0 - across * direction.1) * stretch
        let distance = (u * u + v * v).squareRoot()
        let inside = outline(u, v, distance) - distance + 0.5
        guard inside > 0 else { continue }
        var stain = darkness * min(inside, 1)
        if let chromatin {
          stain *= 1 - grain * chromatin.value(Float(column) * 0.55, Float(row) * 0.55)
        }
        let place = row * side + column
        plane[place] = max(plane[place], stain)
      }
    }
  }

  /// How far the outline is from the centre in the direction of a point: the radius with waves of the
  /// double and the triple of the angle.
  private func outline(_ u: Float, _ v: Float, _ distance: Float) -> Float {
    guard irregularity > 0, distance > 0 else { return radius }
    let (cosine, sine) = (u / distance, v / distance)
    let (double, doubleSine) = (cosine * cosine - sine * sine, 2 * cosine * sine)
    let (triple, tripleSine) =
      (double * cosine - doubleSine * sine, doubleSine * cosine + double * sine)
    let wave =
      double * lobes.0 + doubleSine * lobes.1 + triple * lobes.1 + tripleSine * lobes.0
    return radius * (1 + irregularity * wave)
  }
}
