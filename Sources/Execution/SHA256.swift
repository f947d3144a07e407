import CCrypto
import Workspaces

/// The name of some bytes: their SHA-256 in lower-case hexadecimal digits.
public struct Digest: Hashable, Sendable, Codable, CustomStringConvertible, Comparable {
  /// 64 hexadecimal digits.
  public let description: String

  /// A digest by its digits; nil where they are none.
  public init?(_ text: String) {
    let isDigest =
      text.utf8.count == 64
      && text.utf8.allSatisfy {
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0)
          || (UInt8(ascii: "a")...UInt8(ascii: "f")).contains($0)
      }
    guard isDigest else { return nil }
    description = text
  }

  /// The 32 bytes that the digits stand for.
  public var bytes: [UInt8] {
    let digits = description.utf8.map { $0 < 0x40 ? $0 & 15 : ($0 & 15) + 9 }
    return stride(from: 0, to: digits.count, by: 2).map { digits[$0] << 4 | digits[$0 + 1] }
  }

  /// The digest of some bytes.
  public init(of bytes: [UInt8]) {
    var hash = SHA256()
    bytes.withUnsafeBytes { hash.update($0) }
    self = hash.digest()
  }

  /// The digest of a file's bytes.
  init(of file: MappedFile) {
    var hash = SHA256()
    file.withBytes { hash.update($0) }
    self = hash.digest()
  }

  /// The digest of a text's UTF-8.
  public init(of text: String) { self.init(of: Array(text.utf8)) }

  fileprivate init(bytes: [UInt8]) {
    let digits = Array("0123456789abcdef".utf8)
    let text = bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }
    description = String(decoding: text, as: UTF8.self)
  }

  /// Reads the digits, and nothing else.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    guard let digest = Digest(try container.decode(String.self)) else {
      throw DecodingError.dataCorruptedError(in: container, debugDescription: "not a digest")
    }
    self = digest
  }

  /// Writes the digits.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(description)
  }

  /// Orders digests by their digits.
  public static func < (left: Digest, right: Digest) -> Bool {
    left.description < right.description
  }
}

/// SHA-256 of bytes that come in pieces, by the system's libcrypto.
public struct SHA256: ~Copyable {
  private let context = EVP_MD_CTX_new()

  /// Begins with no bytes.
  public init() { EVP_DigestInit_ex(context, EVP_sha256(), nil) }

  deinit { EVP_MD_CTX_free(context) }

  /// Adds some bytes.
  public mutating func update(_ bytes: UnsafeRawBufferPointer) {
    EVP_DigestUpdate(context, bytes.baseAddress, bytes.count)
  }

  /// Returns the digest of all bytes added; nothing can be added after it.
  public consuming func digest() -> Digest {
    var bytes = [UInt8](repeating: 0, count: 32)
    var count: UInt32 = 32
    EVP_DigestFinal_ex(context, &bytes, &count)
    return Digest(bytes: bytes)
  }
}

/// MD5, which some publishers of files still name them by: finds damage, but no intent.
public enum MD5 {
  /// Returns the checksum of some bytes in hexadecimal digits.
  public static func digits(of bytes: [UInt8]) -> String {
    var result = [UInt8](repeating: 0, count: 16)
    var count: UInt32 = 0
    bytes.withUnsafeBytes { bytes in
      _ = EVP_Digest(bytes.baseAddress, bytes.count, &result, &count, EVP_md5(), nil)
    }
    let digits = Array("0123456789abcdef".utf8)
    return String(
      decoding: result.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
  }
}
