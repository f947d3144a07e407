/// What came of a picture of a file.
enum PictureState: Equatable, Sendable {
  /// It is there, with the CRC-32 of its bytes.
  case present(UInt32)
  /// Its file could not be read.
  case unreadable
  /// Reading was stopped before.
  case left

  /// What stands for it in a file of pictures.
  init(checksum: UInt32, code: UInt32) {
    switch code {
    case 1: self = .present(checksum)
    case 2: self = .left
    default: self = .unreadable
    }
  }

  /// The checksum; 0 where there is no picture.
  var checksum: UInt32 {
    guard case .present(let checksum) = self else { return 0 }
    return checksum
  }

  /// The word of a file of pictures for it.
  var code: UInt32 {
    switch self {
    case .present: 1
    case .unreadable: 0
    case .left: 2
    }
  }

  /// Whether the picture is there.
  var isPresent: Bool { code == 1 }
}
