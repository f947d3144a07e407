/// What the beginning of a PNG or JPEG file says about its picture.
public struct PictureHeader: Sendable, Equatable {
  /// The kinds of files that are read.
  public enum Format: Sendable, Equatable {
    /// Portable Network Graphics.
    case png
    /// JPEG; an Adobe marker says that its four inks are stored inverted.
    case jpeg(hasAdobeMarker: Bool)
  }

  /// The kind of file.
  public var format: Format

  /// Columns, as they lie in the file.
  public var width: Int

  /// Rows, as they lie in the file.
  public var height: Int

  /// The channels that the file has, inks or opacity among them.
  public var channels: Int

  /// How a viewer shall turn the picture, from 1 (not at all) to 8; TIFF's and EXIF's numbers.
  public var orientation: Int

  /// A bound on pixels: a few hundred bytes can claim gigabytes.
  static let mostPixels = 1 << 27

  /// Reads the beginning of a file; what it is shows in its first bytes, not in its name.
  ///
  /// - Parameter bytes: The file, or as much of it as reaches the size.
  /// - Throws: `PictureError` where the bytes are no picture that is read, or claim too much.
  public init(_ bytes: [UInt8]) throws(PictureError) {
    if bytes.starts(with: Self.pngSignature) {
      try self.init(png: bytes)
    } else if bytes.starts(with: [0xFF, 0xD8, 0xFF]) {
      try self.init(jpeg: bytes)
    } else {
      throw PictureError(Self.otherFormat(bytes))
    }
    guard width > 0, height > 0 else { throw PictureError("its size is \(width)×\(height)") }
    guard width <= Self.mostPixels / height else {
      throw PictureError("it claims \(width)×\(height) pixels, which is too large")
    }
  }

  private static let pngSignature: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]

  /// What files are that people take for PNG or JPEG.
  private static func otherFormat(_ bytes: [UInt8]) -> String {
    let known: [(name: String, start: [UInt8], offset: Int)] = [
      ("GIF", Array("GIF8".utf8), 0), ("BMP", Array("BM".utf8), 0),
      ("WebP", Array("WEBP".utf8), 8), ("TIFF", [0x49, 0x49, 0x2A, 0], 0),
      ("TIFF", [0x4D, 0x4D, 0, 0x2A], 0), ("HEIF", Array("ftyp".utf8), 4),
    ]
    guard !bytes.isEmpty else { return "it is empty" }
    let found = known.first { bytes.dropFirst($0.offset).starts(with: $0.start) }
    return found.map { "it is \($0.name); PNG and JPEG are read" } ?? "it is neither PNG nor JPEG"
  }

  private init(png bytes: [UInt8]) throws(PictureError) {
    guard bytes.count >= 26, bytes[12..<16].elementsEqual("IHDR".utf8) else {
      throw PictureError("it ends within its header")
    }
    func number(_ offset: Int) -> Int {
      bytes[offset..<offset + 4].reduce(0) { $0 << 8 | Int($1) }
    }
    let channels = [0: 1, 2: 3, 3: 3, 4: 2, 6: 4][bytes[25]]
    guard let channels, number(16) < 1 << 31, number(20) < 1 << 31 else {
      throw PictureError("its header is damaged")
    }
    format = .png
    width = number(16)
    height = number(20)
    self.channels = channels
    orientation = 1
  }

  private init(jpeg bytes: [UInt8]) throws(PictureError) {
    var frame: [UInt8]?
    var orientation = 1
    var hasAdobeMarker = false
    for segment in Self.segments(bytes) {
      switch segment.marker {
      case 0xC0...0xCF where ![0xC4, 0xC8, 0xCC].contains(segment.marker):
        frame = frame ?? Array(segment.content.prefix(6))
      case 0xE1: orientation = EXIF.orientation(segment.content) ?? orientation
      case 0xEE: hasAdobeMarker = hasAdobeMarker || segment.content.starts(with: "Adobe".utf8)
      default: break
      }
    }
    guard let frame, frame.count == 6 else {
      throw PictureError("it ends before the size of its picture, or is damaged there")
    }
    format = .jpeg(hasAdobeMarker: hasAdobeMarker)
    height = Int(frame[1]) << 8 | Int(frame[2])
    width = Int(frame[3]) << 8 | Int(frame[4])
    channels = Int(frame[5])
    self.orientation = orientation
  }

  /// Reads how a viewer shall turn a picture from the beginning of its file.
  ///
  /// - Parameter bytes: The beginning, which need not reach the picture's size.
  /// - Returns: A number from 1 to 8; nil where nothing is said.
  public static func orientation(_ bytes: [UInt8]) -> Int? {
    guard bytes.starts(with: [0xFF, 0xD8, 0xFF]) else { return nil }
    return segments(bytes).lazy.filter { $0.marker == 0xE1 }
      .compactMap { EXIF.orientation($0.content) }.first
  }

  /// The segments of a JPEG file in front of the picture's data; the last one may be cut off.
  private static func segments(
    _ bytes: [UInt8]
  ) -> [(marker: UInt8, content: ArraySlice<UInt8>)] {
    var segments: [(marker: UInt8, content: ArraySlice<UInt8>)] = []
    var position = 2
    while position + 4 <= bytes.count, bytes[position] == 0xFF {
      let marker = bytes[position + 1]
      // Markers may be padded, and some stand alone.
      if marker == 0xFF {
        position += 1
        continue
      }
      if marker == 0x01 || (0xD0...0xD8).contains(marker) {
        position += 2
        continue
      }
      // The picture's data, or its end.
      if marker == 0xD9 || marker == 0xDA { break }
      let length = Int(bytes[position + 2]) << 8 | Int(bytes[position + 3])
      guard length >= 2 else { break }
      let end = min(position + 2 + length, bytes.count)
      segments.append((marker, bytes[min(position + 4, end)..<end]))
      position += 2 + length
    }
    return segments
  }
}
