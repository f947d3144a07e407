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
      CenterCrop.self,
      Concatenate.self,
      Conv2D.self,
      Conv2DTranspose.self,
      Cropping2D.self,
      Dense.self,
      DepthwiseConv2D.self,
      Dropout.self,
      ELU.self,
      Flatten.self,
      GlobalAveragePooling2D.self,
      GlobalMaxPooling2D.self,
      LeakyReLU.self,
      MaxPooling2D.self,
      Maximum.self,
      Minimum.self,
      Multiply.self,
      RandomBrightness.self,
      RandomContrast.self,
      RandomCrop.self,
      RandomFlip.self,
      RandomRotation.self,
      RandomTranslation.self,
      RandomZoom.self,
      ReLU.self,
      Rescaling.self,
      Reshape.self,
      Resizing.self,
      SeparableConv2D.self,
      Softmax.self,
      Subtract.self,
      UpSampling2D.self,
      ZeroPadding2D.self,
    ],
    later: [
      "EfficientNetB0", "EfficientNetLite0", "GaussianNoise", "LayerNormalization",
      "MobileNetV2", "Normalization", "PReLU", "ResNet50", "SpatialDropout2D", "VGG16",
    ])
}
