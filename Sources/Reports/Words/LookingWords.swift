/// What a report says of what is inside a model, in one language; every language fills in all of it.
public struct LookingWords: Sendable {
  /// “L2 norm of the weights of every layer”.
  public var weightNorms: String

  /// Says that not all layers are drawn, but those that changed the most.
  public var normsDrawn: @Sendable (_ shown: Int, _ all: Int) -> String

  /// “L2 norm”.
  public var norm: String

  /// The title of the filters of a layer.
  public var filtersOf: @Sendable (_ layer: String) -> String

  /// “Filter”.
  public var filter: String

  /// Says what gray means, with the greatest weight.
  public var filterScale: @Sendable (_ most: String) -> String

  /// Says that a picture is the mean over so many channels.
  public var meanOfChannels: @Sendable (_ count: Int) -> String

  /// Says which filter has the greatest norm and which the smallest.
  public var filterExtremes: @Sendable (_ strongest: Int, _ weakest: Int) -> String

  /// “Least”.
  public var least: String

  /// “Greatest”.
  public var greatest: String

  /// “Mean”.
  public var mean: String

  /// “Share of zeros”.
  public var zeros: String

  /// The title of what a layer makes of a picture.
  public var featureMapsOf: @Sendable (_ layer: String, _ className: String) -> String

  /// “The picture”.
  public var thePicture: String

  /// “Channel”.
  public var channel: String

  /// Says what black and white mean.
  public var mapScale: @Sendable (_ least: String, _ greatest: String) -> String

  /// Says how many channels are 0 everywhere.
  public var emptyMaps: @Sendable (_ empty: Int, _ all: Int) -> String

  /// The title of pictures of what speaks for the predicted class.
  public var gradCAMOf: @Sendable (_ layer: String) -> String

  /// The title of pictures of what speaks for one class.
  public var gradCAMFor: @Sendable (_ layer: String, _ className: String) -> String

  /// Says what the colours mean.
  public var heatScale: String

  /// Says what a picture shows and what it was taken for.
  public var heatPicture: @Sendable (_ trueClass: String, _ predicted: String) -> String

  /// Says where the most speaks for the class.
  public var strongestIn: @Sendable (_ region: String) -> String

  /// Says in how many pictures nothing speaks for the class, and why that may be.
  public var blankPictures: @Sendable (_ blank: Int, _ all: Int) -> String

  /// Says that nothing in a picture speaks for the class.
  public var nothingSpeaks: String

  /// The part of a picture in rows and columns of three: “top left”.
  public var region: @Sendable (_ row: Int, _ column: Int) -> String

  /// “Strongest”: where in the picture.
  public var strongest: String

  /// “Area above half of that”.
  public var areaAboveHalf: String
}
