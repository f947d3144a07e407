/// A piece of text that knows which bytes of a file it came from.
///
/// A YAML scalar is not always its source letter for letter: escapes, folded lines and `${…}`
/// parameters change it. Every byte of the text therefore has its own place in the file.
public struct MappedText: Sendable {
  /// The text after all escapes and parameters.
  public let text: String

  /// The bytes of `text`.
  public let utf8: [UInt8]

  /// The bytes of the file from which the whole text was read.
  public let span: SourceSpan

  /// For every byte of `text` the range of file offsets it stands for; nil when they run in step.
  private let places: [Range<Int>]?

  /// A text that stands in the file as it is, from an offset on.
  public init(_ text: String, file: SourceFile, at offset: Int) {
    self.text = text
    utf8 = Array(text.utf8)
    span = SourceSpan(file, offset..<offset + utf8.count)
    places = nil
  }

  /// A text each byte of which has its own place.
  ///
  /// - Parameters:
  ///   - text: The text.
  ///   - span: The bytes of the file from which it was read.
  ///   - places: A range of file offsets for every byte of `text`.
  public init(_ text: String, span: SourceSpan, places: [Range<Int>]) {
    self.text = text
    utf8 = Array(text.utf8)
    precondition(places.count == utf8.count, "\(places.count) places for \(utf8.count) bytes")
    self.span = span
    self.places = places
  }

  /// Returns the part of the file that a range of bytes of the text came from.
  public func span(of range: Range<Int>) -> SourceSpan {
    guard let places else {
      let start = span.range.lowerBound
      return SourceSpan(span.file, start + range.lowerBound..<start + range.upperBound)
    }
    guard !range.isEmpty else {
      let at =
        range.lowerBound < places.count
        ? places[range.lowerBound].lowerBound : span.range.upperBound
      return SourceSpan(span.file, at..<at)
    }
    let first = places[min(range.lowerBound, places.count - 1)]
    let last = places[min(range.upperBound, places.count) - 1]
    let lower = min(first.lowerBound, last.lowerBound)
    return SourceSpan(span.file, lower..<max(first.upperBound, last.upperBound))
  }

  /// Returns a part of the text with its places.
  public func slice(_ range: Range<Int>) -> MappedText {
    let part = String(decoding: utf8[range], as: UTF8.self)
    guard let places else {
      return MappedText(part, file: span.file, at: span.range.lowerBound + range.lowerBound)
    }
    return MappedText(part, span: span(of: range), places: Array(places[range]))
  }

  /// Returns the text with some ranges replaced; every byte of a replacement stands for the whole
  /// range that it replaces.
  ///
  /// - Parameter replacements: Ranges of bytes in ascending order, with the text for each.
  /// - Returns: The new text.
  public func replacing(_ replacements: [(range: Range<Int>, text: String)]) -> MappedText {
    var bytes: [UInt8] = []
    var newPlaces: [Range<Int>] = []
    var position = 0
    func keep(upTo end: Int) {
      for index in position..<end {
        bytes.append(utf8[index])
        newPlaces.append(span(of: index..<index + 1).range)
      }
    }
    for (range, text) in replacements {
      keep(upTo: range.lowerBound)
      let place = span(of: range).range
      for byte in text.utf8 {
        bytes.append(byte)
        newPlaces.append(place)
      }
      position = range.upperBound
    }
    keep(upTo: utf8.count)
    return MappedText(String(decoding: bytes, as: UTF8.self), span: span, places: newPlaces)
  }
}
