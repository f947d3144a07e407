/// Addresses between the files of a site.
enum SiteLinks {
  /// The address of a file as a page of the site links to it, without a server or with one.
  static func address(of path: String, from page: String) -> String {
    var target = path.split(separator: "/")[...]
    var origin = page.split(separator: "/").dropLast()
    while let first = origin.first, target.count > 1, first == target.first {
      origin.removeFirst()
      target.removeFirst()
    }
    let up = String(repeating: "../", count: origin.count)
    let address = target.map { encoded(String($0)) }.joined(separator: "/")
    // A colon in the first part would look like a scheme.
    return up.isEmpty && address.contains(":") ? "./\(address)" : up + address
  }

  /// The address of a file below the address of the site.
  static func address(of path: String, below base: String) -> String {
    let folder = base.hasSuffix("/") ? base : base + "/"
    return folder + path.split(separator: "/").map { encoded(String($0)) }.joined(separator: "/")
  }

  /// A part of a path with everything that means something in an address written as its bytes.
  private static func encoded(_ part: String) -> String {
    let digits = Array("0123456789ABCDEF".utf8)
    var bytes: [UInt8] = []
    for byte in part.utf8 {
      let scalar = UnicodeScalar(byte)
      let isPlain =
        ("a"..."z").contains(scalar) || ("A"..."Z").contains(scalar)
        || ("0"..."9").contains(scalar) || "-._~".unicodeScalars.contains(scalar)
      bytes +=
        isPlain ? [byte] : [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}
