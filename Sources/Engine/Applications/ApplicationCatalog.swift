public import Schemas

/// The whole networks; a new one adds its line here.
public enum ApplicationCatalog {
  /// The networks by Keras' names.
  public static let catalog = Catalog(
    "network",
    [
      EfficientNetB0.self,
      EfficientNetLite0.self,
      MobileNetV2.self,
      ResNet50.self,
      VGG16.self,
    ])
}
