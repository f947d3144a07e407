import Schemas

/// How the pictures of a network of Keras Applications were prepared when it was trained.
///
/// - Source: Keras 3 `applications.imagenet_utils.preprocess_input`, in the layout NHWC.
public enum PreprocessingMode: String, Sendable, CaseIterable {
  /// From −1 to 1: `x / 127.5 − 1`.
  case tf
  /// Blue, green, red, each without its mean over ImageNet, not scaled.
  case caffe
  /// From 0 to 1, then without the mean and divided by the standard deviation of each channel.
  case torch
  /// From about −1 to 1: `(x − 127) / 128`, as EfficientNet-Lite has them; Keras knows no such mode.
  case lite
  /// As they are: the network scales by layers of its own.
  case none

  /// The preparation that belongs to a network; nil for an unknown one.
  ///
  /// - Parameter application: A module of `keras.applications`, such as `mobilenet_v2`, `vgg16` or
  ///   `densenet`, or a network as a layer names it: `MobileNetV2`.
  public init?(application: String) {
    if let network = ApplicationCatalog.catalog.types.first(where: {
      $0.schemaName == application
    }) as? any Application.Type {
      self = network.preprocessing
      return
    }
    switch application {
    case "inception_resnet_v2", "inception_v3", "mobilenet", "mobilenet_v2", "nasnet", "resnet_v2",
      "xception":
      self = .tf
    case "resnet", "resnet50", "vgg16", "vgg19", "imagenet_utils":
      self = .caffe
    case "densenet":
      self = .torch
    case "efficientnet_lite", "efficientnet_lite0":
      self = .lite
    case "efficientnet", "efficientnet_b0", "efficientnet_v2", "mobilenet_v3", "convnext":
      self = .none
    default:
      return nil
    }
  }

  /// The names that are known.
  static let applications =
    [
      "convnext", "densenet", "efficientnet", "efficientnet_b0", "efficientnet_lite",
      "efficientnet_lite0", "efficientnet_v2", "imagenet_utils", "inception_resnet_v2",
      "inception_v3", "mobilenet", "mobilenet_v2",
      "mobilenet_v3", "nasnet", "resnet", "resnet50", "resnet_v2", "vgg16", "vgg19", "xception",
    ] + ApplicationCatalog.catalog.types.map { $0.schemaName }

  /// The means of red, green and blue over ImageNet.
  private static let means: [Float] = [123.68, 116.779, 103.939]

  /// The same for numbers from 0 to 1.
  private static let unitMeans: [Float] = [0.485, 0.456, 0.406]

  /// The standard deviations of red, green and blue over ImageNet, for numbers from 0 to 1.
  private static let unitDeviations: [Float] = [0.229, 0.224, 0.225]

  /// Prepares pixels.
  ///
  /// - Parameter pixels: Red, green and blue of every pixel, from 0 to 255; they are changed in place.
  public func callAsFunction(_ pixels: UnsafeMutableBufferPointer<Float>) {
    precondition(pixels.count % 3 == 0, "\(pixels.count) numbers are no pixels of three channels")
    switch self {
    case .none: return
    case .tf:
      for index in pixels.indices { pixels[index] = pixels[index] / 127.5 - 1 }
    case .lite:
      for index in pixels.indices { pixels[index] = (pixels[index] - 127) / 128 }
    case .caffe:
      for first in stride(from: 0, to: pixels.count, by: 3) {
        let red = pixels[first]
        pixels[first] = pixels[first + 2] - Self.means[2]
        pixels[first + 1] -= Self.means[1]
        pixels[first + 2] = red - Self.means[0]
      }
    case .torch:
      for index in pixels.indices {
        pixels[index] =
          (pixels[index] / 255 - Self.unitMeans[index % 3]) / Self.unitDeviations[index % 3]
      }
    }
  }
  /// Turns gradients of prepared pixels into gradients of pixels.
  func differentiate(_ gradients: UnsafeMutableBufferPointer<Float>) {
    switch self {
    case .none: return
    case .tf:
      for index in gradients.indices { gradients[index] /= 127.5 }
    case .lite:
      for index in gradients.indices { gradients[index] /= 128 }
    case .caffe:
      for first in stride(from: 0, to: gradients.count, by: 3) {
        gradients.swapAt(first, first + 2)
      }
    case .torch:
      for index in gradients.indices { gradients[index] /= 255 * Self.unitDeviations[index % 3] }
    }
  }
}
