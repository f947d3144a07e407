import Foundation

extension String {
  /// The text in Unicode's composed form (NFC), in which keys compare strings.
  var composed: String {
    utf8.allSatisfy { $0 < 0x80 } ? self : precomposedStringWithCanonicalMapping
  }
}
