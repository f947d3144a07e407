import Engine
import Schemas
import Tensors

/// Layers to be checked, with the shapes of what goes in.
///
/// A layer of the catalog that has no line here is checked without arguments on one picture, so that
/// a new one is checked by existing.
enum LayerExamples {
  struct Example {
    /// The layer as a notebook writes it.
    var text: String

    /// One example of every input.
    var inputs: [Shape]
  }

  static let picture: Shape = [5, 6, 4]

  /// The layers of the catalog, without whole networks.
  static let names = LayerCatalog.catalog.names.filter {
    !ApplicationCatalog.catalog.names.contains($0)
  }

  /// What the layers are checked with that need arguments, several inputs, or a closer look.
  private static let special: [String: [Example]] = [
    "Activation": [
      "celu(alpha=0.7)", "elu", "exponential", "gelu", "gelu(approximate=True)",
      "hard_shrink(threshold=0.3)", "hard_sigmoid", "hard_silu", "hard_tanh", "leaky_relu",
      "log_sigmoid", "log_softmax", "mish", "relu", "relu(max_value=1.1)", "relu6", "selu",
      "sigmoid", "silu", "soft_shrink", "softmax", "softplus", "softsign", "squareplus(b=1)",
      "tanh", "tanh_shrink", "threshold(0.3, 0.2)",
    ].map { one("Activation(\($0))") },
    "Add": [merge("Add()", 2), merge("Add()", 3), spread("Add()")],
    "Average": [merge("Average()", 3), spread("Average()")],
    "AveragePooling2D": [
      one("AveragePooling2D()"), one("AveragePooling2D(3, strides=2, padding=same)"),
    ],
    "BatchNormalization": [
      one("BatchNormalization()"), one("BatchNormalization()", [7]),
      one("BatchNormalization(axis=1)"),
    ],
    "CenterCrop": [one("CenterCrop(3, 4)"), one("CenterCrop(7, 4)")],
    "Concatenate": [
      merge("Concatenate()", 2), merge("Concatenate()", 3), merge("Concatenate(axis=1)", 2),
    ],
    "Conv2D": [
      one("Conv2D(3, 3)"), one("Conv2D(7, (3, 2), strides=(2, 1), padding=same)"),
      one("Conv2D(2, 3, dilation_rate=2, padding=same, use_bias=False)"), one("Conv2D(5, 1)"),
      one("Conv2D(3, 3, activation=tanh)"), one("Conv2D(6, 3, groups=2, padding=same)"),
      one("Conv2D(4, (3, 2), groups=4, strides=2, activation=tanh)"),
    ],
    "Conv2DTranspose": [
      one("Conv2DTranspose(3, 3, strides=2, padding=same)"), one("Conv2DTranspose(2, (2, 3))"),
      one("Conv2DTranspose(2, 3, strides=2, padding=same, output_padding=0, activation=tanh)"),
      one("Conv2DTranspose(2, (3, 2), dilation_rate=2, use_bias=False)"),
    ],
    "Cropping2D": [one("Cropping2D(1)"), one("Cropping2D([[1, 2], [0, 3]])")],
    "Dense": [one("Dense(3)", [11]), one("Dense(5, activation=sigmoid, use_bias=False)")],
    "DepthwiseConv2D": [
      one("DepthwiseConv2D(3, padding=same)"),
      one("DepthwiseConv2D((2, 3), strides=2, depth_multiplier=2, activation=tanh)"),
      one("DepthwiseConv2D(2, dilation_rate=2, use_bias=False)"),
    ],
    "Dropout": [
      one("Dropout(0.4)"), one("Dropout(0.4, noise_shape=(None, 1, None, None))"),
      one("Dropout(0.4, noise_shape=(1, None, None, 1), seed=3)"),
    ],
    "GaussianNoise": [one("GaussianNoise(0.3)")],
    "LayerNormalization": [
      one("LayerNormalization()"), one("LayerNormalization(axis=[1, 2, 3])"),
      one("LayerNormalization(axis=[1, -1], scale=False)"), one("LayerNormalization(1)", [35]),
    ],
    "Maximum": [merge("Maximum()", 3), spread("Maximum()")],
    "MaxPooling2D": [one("MaxPooling2D()"), one("MaxPooling2D(3, strides=2, padding=same)")],
    "Minimum": [merge("Minimum()", 2), spread("Minimum()")],
    "Multiply": [
      merge("Multiply()", 3), spread("Multiply()"),
      Example(text: "Multiply()", inputs: [picture, [4]]),
    ],
    "Normalization": [
      one("Normalization(mean=[1, 2, 3, 4], variance=[1, 2, 3, 4])"),
      one("Normalization(axis=[1, 3], mean=2, variance=3, invert=True)"), one("Normalization()"),
      one("Normalization(axis=None, mean=2, variance=3)"),
    ],
    "Permute": [one("Permute((2, 3, 1))"), one("Permute([2, 1, 3])"), one("Permute((1, 2, 3))")],
    "PReLU": [
      one("PReLU()"), one("PReLU(shared_axes=[1, 2])"), one("PReLU(shared_axes=3)"),
      one("PReLU()", [70]),
    ],
    "PreprocessInput": [
      "densenet", "efficientnet", "efficientnet_lite", "mobilenet_v2", "vgg16",
    ].map { one("PreprocessInput(\($0))", [4, 5, 3]) },
    "RandomBrightness": [one("RandomBrightness(0.2, value_range=(-9, 9))")],
    "RandomContrast": [one("RandomContrast((0.4, 0.8), value_range=(-9, 9))")],
    "RandomCrop": [
      one("RandomCrop(3, 4)"), one("RandomCrop(7, 3)"), one("RandomCrop(5, 6)"),
    ],
    "RandomFlip": ["horizontal", "vertical", "horizontal_and_vertical"].map {
      one("RandomFlip(\($0))")
    },
    "RandomRotation": ["reflect", "wrap", "constant", "nearest"].flatMap {
      [one("RandomRotation(0.3, \($0))"), one("RandomRotation(0.3, \($0), nearest)")]
    },
    "RandomTranslation": [
      one("RandomTranslation(0.4, 0.6)"),
      one("RandomTranslation(0.4, (0.1, 0.9), fill_mode=constant, fill_value=3)"),
    ],
    "RandomZoom": [one("RandomZoom(0.4)"), one("RandomZoom((-0.6, -0.1), 0.5, wrap)")],
    "ReLU": [one("ReLU()"), one("ReLU(max_value=1.1, negative_slope=0.1, threshold=0.4)")],
    "Rescaling": [
      one("Rescaling(1/4, offset=-1)"), one("Rescaling([1, 2, 3, 4], offset=-1)"),
    ],
    "Reshape": [one("Reshape([10, -1])")],
    "Resizing": [
      one("Resizing(7, 4)"), one("Resizing(3, 4, antialias=True)"),
      one("Resizing(8, 9, interpolation=bicubic)"), one("Resizing(3, 8, interpolation=lanczos3)"),
      one("Resizing(7, 4, interpolation=area)"), one("Resizing(6, 5, pad_to_aspect_ratio=True)"),
      one("Resizing(4, 4, crop_to_aspect_ratio=True)"),
    ],
    "SeparableConv2D": [one("SeparableConv2D(3, 3, depth_multiplier=2)")],
    "Softmax": [
      one("Softmax()"), one("Softmax(axis=1)"), one("Softmax(axis=[1, 2])"),
      one("Softmax((3, 1))"),
    ],
    "SpatialDropout2D": [one("SpatialDropout2D(0.4)")],
    "UpSampling2D": [one("UpSampling2D()"), one("UpSampling2D((3, 2), interpolation=bilinear)")],
    "Subtract": [merge("Subtract()", 2), spread("Subtract()")],
    "ZeroPadding2D": [one("ZeroPadding2D()"), one("ZeroPadding2D([[1, 2], [0, 3]])")],
  ]

  /// The examples of a class of Keras.
  static func examples(of name: String) -> [Example] { special[name] ?? [one("\(name)()")] }

  private static func one(_ text: String, _ shape: Shape = picture) -> Example {
    Example(text: text, inputs: [shape])
  }

  /// A picture, and a number for each of its channels, as squeeze and excitation has them.
  private static func spread(_ text: String) -> Example {
    Example(text: text, inputs: [picture, [1, 1, 4]])
  }

  private static func merge(_ text: String, _ count: Int, _ shape: Shape = picture) -> Example {
    Example(text: text, inputs: Array(repeating: shape, count: count))
  }
}
