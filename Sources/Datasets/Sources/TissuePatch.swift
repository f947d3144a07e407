import Tensors

/// One drawn patch: fibres stained pink by eosin, nuclei stained violet by haematoxylin.
///
/// With growing severity nuclei become larger, denser, more numerous and less alike, lose their round
/// outline and crowd. The strength of the stains, the fibres, gaps and stray lymphocytes follow no
/// severity: they are what a network has to see past.
struct TissuePatch {
  static let side = 64

  /// How far the patch is from healthy tissue, from 0 to 1.
  let severity: Float

  private let random = Random(seed: 0)
  private let purpose: Random.Purpose

  init(index: Int, isTumour: Bool) {
    purpose = Random.Purpose("tissue", index)
    let share = Tissue.reach * random.uniform(purpose, at: 0)
    severity = isTumour ? 1 - share : share
  }

  /// What a random number of the patch is for: the first position of its kind.
  private enum Position {
    static let stains = 1
    static let counts = 8
    static let nuclei = 64
    static let lymphocytes = 2048
    static let gaps = 2560
    static let fibres = 3072
    static let chromatin = 3584
    static let grain = 4096
  }

  private func number(_ position: Int, from low: Float, to high: Float) -> Float {
    low + (high - low) * random.uniform(purpose, at: position)
  }

  /// Appends the pixels, row by row, red, green, blue.
  func draw(into pixels: inout [UInt8]) {
    let haematoxylin = nucleiPlane()
    let gaps = gapsPlane()
    let fibres = ValueNoise(random, purpose, at: Position.fibres)
    let grain = grainPlane()
    let (along, across) = direction(at: Position.stains)
    let eosin = number(Position.stains + 1, from: 0.3, to: 0.55)
    let stain = number(Position.stains + 2, from: 0.85, to: 1.1)
    let lamp = number(Position.stains + 3, from: 238, to: 252)
    // Cytoplasm of tumour cells takes some haematoxylin too.
    let haze = 0.02 + 0.1 * severity * number(Position.stains + 4, from: 0.3, to: 1)
    for row in 0..<Self.side {
      for column in 0..<Self.side {
        let place = row * Self.side + column
        let (x, y) = (Float(column), Float(row))
        // Fibres run along one direction: slow changes along it, quick ones across.
        let fibre = fibres.value(
          (x * along + y * across) * 0.06 + 20, (y * along - x * across) * 0.22 + 20)
        let tissue = 1 - gaps[place]
        let pink = eosin * (0.55 + 0.9 * fibre) * tissue
        let violet = min(stain * (haematoxylin[place] + haze) * tissue, 1)
        // Light that a stain lets through, by channel: of eosin much red, of haematoxylin some blue.
        for (throughEosin, throughHaematoxylin) in Self.transmissions {
          let light =
            lamp * (1 - pink * (1 - throughEosin)) * (1 - violet * (1 - throughHaematoxylin))
          pixels.append(UInt8(min(max(light + grain[place], 0), 255).rounded()))
        }
      }
    }
  }

  private static let transmissions: [(Float, Float)] = [
    (0.93, 0.34), (0.5, 0.22), (0.76, 0.52),
  ]

  /// How much haematoxylin lies on every pixel.
  private func nucleiPlane() -> [Float] {
    let chromatin = ValueNoise(random, purpose, at: Position.chromatin)
    var plane = [Float](repeating: 0, count: Self.side * Self.side)
    for nucleus in lymphocytes() + cells() { nucleus.add(to: &plane, chromatin) }
    return plane
  }

  private func cells() -> [TissueNucleus] {
    let wanted = Int(number(Position.counts, from: 9, to: 14) + 11 * severity)
    let magnification = number(Position.counts + 1, from: 0.9, to: 1.12)
    let darkness = number(Position.counts + 2, from: 0.5, to: 0.68) + 0.16 * severity
    var nuclei: [TissueNucleus] = []
    // Where there is no room for a nucleus near a place, the next place is tried.
    for attempt in 0..<(wanted * 4) where nuclei.count < wanted {
      let start = Position.nuclei + attempt * 16
      let spread =
        (random.uniform(purpose, at: start) + random.uniform(purpose, at: start + 1) - 1)
      let radius =
        (2.8 + 2.4 * severity) * magnification * (1 + (0.14 + 0.4 * severity) * spread)
      let nucleus = TissueNucleus(
        x: number(start + 2, from: 0, to: Float(Self.side)),
        y: number(start + 3, from: 0, to: Float(Self.side)), radius: radius,
        elongation: 1 + (0.25 + 0.4 * severity) * random.uniform(purpose, at: start + 4),
        direction: direction(at: start + 5),
        irregularity: (0.03 + 0.14 * severity) * random.uniform(purpose, at: start + 6),
        lobes: direction(at: start + 7),
        darkness: darkness + number(start + 8, from: -0.1, to: 0.1),
        grain: 0.12 + 0.3 * severity)
      let room = 1.15 - 0.35 * severity
      if nuclei.allSatisfy({ $0.leavesRoom(room, to: nucleus) }) { nuclei.append(nucleus) }
    }
    return nuclei
  }

  /// Small, round, very dark nuclei that say nothing about a tumour.
  private func lymphocytes() -> [TissueNucleus] {
    let share = random.uniform(purpose, at: Position.counts + 3)
    return (0..<Int(9 * share * share)).map { number in
      let start = Position.lymphocytes + number * 8
      return TissueNucleus(
        x: self.number(start, from: 0, to: Float(Self.side)),
        y: self.number(start + 1, from: 0, to: Float(Self.side)),
        radius: self.number(start + 2, from: 2, to: 2.7), elongation: 1,
        direction: (1, 0), irregularity: 0, lobes: (1, 0), darkness: 0.9, grain: 0.05)
    }
  }

  /// Where the glass is bare: fat, vessels, torn places.
  private func gapsPlane() -> [Float] {
    var plane = [Float](repeating: 0, count: Self.side * Self.side)
    let count = Int(3.2 * random.uniform(purpose, at: Position.counts + 4))
    for gap in 0..<count {
      let start = Position.gaps + gap * 8
      TissueNucleus(
        x: number(start, from: -4, to: Float(Self.side) + 4),
        y: number(start + 1, from: -4, to: Float(Self.side) + 4),
        radius: number(start + 2, from: 4, to: 10),
        elongation: number(start + 3, from: 1, to: 2.2), direction: direction(at: start + 4),
        irregularity: 0.15, lobes: direction(at: start + 5), darkness: 0.95, grain: 0
      ).add(to: &plane, nil)
    }
    return plane
  }

  /// The unrest of the camera.
  private func grainPlane() -> [Float] {
    (0..<(Self.side * Self.side / 4)).flatMap { block in
      let words = random.words(purpose, block: Position.grain / 4 + block)
      return (0..<4).map { (Float(words[$0] >> 8) * 0x1p-24 - 0.5) * 14 }
    }
  }

  /// A direction, all about as likely: cosine and sine from the tangent of half the angle, so that no
  /// system's library is asked.
  private func direction(at position: Int) -> (Float, Float) {
    let word = random.word(purpose, at: position)
    let tangent = Float(word >> 9) * 0x1p-23
    let scale = 1 / (1 + tangent * tangent)
    let (cosine, sine) = ((1 - tangent * tangent) * scale, 2 * tangent * scale)
    switch word & 3 {
    case 0: return (cosine, sine)
    case 1: return (-sine, cosine)
    case 2: return (-cosine, -sine)
    default: return (sine, -cosine)
    }
  }
}

/// Smooth random values between 0 and 1 over a plane that repeats every 16 steps.
struct ValueNoise {
  private static let period = 16
  private let corners: [Float]

  init(_ random: Random, _ purpose: Random.Purpose, at position: Int) {
    corners = (0..<(Self.period * Self.period)).map { random.uniform(purpose, at: position + $0) }
  }

  /// The value at a point whose coordinates are not negative.
  func value(_ x: Float, _ y: Float) -> Float {
    let (column, row) = (Int(x), Int(y))
    let (right, below) = (Self.eased(x - Float(column)), Self.eased(y - Float(row)))
    let top = between(corner(row, column), corner(row, column + 1), right)
    let bottom = between(corner(row + 1, column), corner(row + 1, column + 1), right)
    return between(top, bottom, below)
  }

  private func corner(_ row: Int, _ column: Int) -> Float {
    corners[row % Self.period * Self.period + column % Self.period]
  }

  private func between(_ low: Float, _ high: Float, _ share: Float) -> Float {
    low + (high - low) * share
  }

  private static func eased(_ share: Float) -> Float { share * share * (3 - 2 * share) }
}
