public import Schemas

/// The layers; a new one adds its line here.
public enum LayerCatalog {
  /// The layers by Keras' names.
  public static let catalog = Catalog(
    "layer",
    [
      Activation.self,
      Add.self,
      Average.self,
      AveragePooling2D.self,
      BatchNormalization.self,
      Concatenate.self,
      Conv2D.self,
      Cropping2D.self,
      Dense.self,
      Dropout.self,
      ELU.self,
      Flatten.self,
      GlobalAveragePooling2D.self,
      LeakyReLU.self,
      MaxPooling2D.self,
      Maximum.self,
      Minimum.self,
      Multiply.self,
      ReLU.self,
      Rescaling.self,
      Reshape.self,
      Softmax.self,
      Subtract.self,
      ZeroPadding2D.self,
    ],
    later: [
      "CenterCrop", "Conv2DTranspose", "DepthwiseConv2D", "EfficientNetB0", "EfficientNetLite0",
      "GaussianNoise", "GlobalMaxPooling2D", "LayerNormalization", "MobileNetV2", "Normalization",
      "PReLU", "RandomBrightness", "RandomContrast", "RandomCrop", "RandomFlip", "RandomRotation",
      "RandomTranslation", "RandomZoom", "ResNet50", "Resizing", "SeparableConv2D",
      "SpatialDropout2D", "UpSampling2D", "VGG16",
    ])
}
