public import Schemas

/// The layers; a new one adds its line here.
public enum LayerCatalog {
  /// The layers by Keras' names.
  public static let catalog = Catalog(
    "layer",
    [
      Activation.self,
      Add.self,
      AveragePooling2D.self,
      BatchNormalization.self,
      Concatenate.self,
      Conv2D.self,
      Dense.self,
      Dropout.self,
      ELU.self,
      Flatten.self,
      GlobalAveragePooling2D.self,
      LeakyReLU.self,
      MaxPooling2D.self,
      ReLU.self,
      Rescaling.self,
      Softmax.self,
    ],
    later: [
      "Average", "CenterCrop", "Conv2DTranspose", "Cropping2D", "DepthwiseConv2D", "EfficientNetB0",
      "EfficientNetLite0", "GaussianNoise", "GlobalMaxPooling2D", "LayerNormalization", "Maximum",
      "MobileNetV2", "Multiply", "Normalization", "PReLU", "RandomBrightness", "RandomContrast",
      "RandomCrop", "RandomFlip", "RandomRotation", "RandomTranslation", "RandomZoom", "Reshape",
      "Resizing", "ResNet50", "SeparableConv2D", "SpatialDropout2D", "Subtract", "UpSampling2D",
      "VGG16", "ZeroPadding2D",
    ])
}
