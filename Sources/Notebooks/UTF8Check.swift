/// Finds the first byte that does not belong in UTF-8 (RFC 3629).
enum UTF8Check {
  /// Returns the offset of the first byte of the first ill-formed sequence, nil for good text.
  static func firstInvalidByte(_ bytes: [UInt8]) -> Int? {
    bytes.withUnsafeBufferPointer { bytes in
      var index = 0
      while index < bytes.count {
        let byte = bytes[index]
        if byte < 0x80 {
          index += 1
          continue
        }
        let length: Int
        switch byte {
        case 0xC2...0xDF: length = 2
        case 0xE0...0xEF: length = 3
        case 0xF0...0xF4: length = 4
        default: return index
        }
        guard index + length <= bytes.count else { return index }
        for follow in 1..<length where bytes[index + follow] & 0xC0 != 0x80 { return index }
        // Overlong forms, surrogates, and what lies above U+10FFFF.
        switch (byte, bytes[index + 1]) {
        case (0xE0, ..<0xA0), (0xED, 0xA0...), (0xF0, ..<0x90), (0xF4, 0x90...): return index
        default: index += length
        }
      }
      return nil
    }
  }
}
