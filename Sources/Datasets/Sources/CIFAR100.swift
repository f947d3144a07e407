public import Schemas

/// 60,000 small photographs in a hundred classes, which make up twenty coarse ones.
///
/// - Source: A. Krizhevsky, "Learning multiple layers of features from tiny images", 2009.
public struct CIFAR100: Source {
  var labelMode = LabelMode.fine

  public static let schema = Schema<Self>(
    "cifar100",
    summary: "60,000 photographs, 32×32, in a hundred classes; 50,000 train, 10,000 test.",
    [Field("label_mode", \.labelMode, doc: "The hundred classes, or the twenty coarse ones.")])

  public static let origin: String? =
    "cifar-100-binary.tar.gz from \(CIFARFiles.page), packed or unpacked"

  public init() {}

  /// Which label counts.
  enum LabelMode: String, WordValue {
    case fine
    case coarse
  }

  private var form: CIFARFiles.Form {
    CIFARFiles.Form(
      archive: "cifar-100-binary.tar.gz", folder: "cifar-100-binary", train: ["train.bin"],
      test: "test.bin", trainCount: 50_000, testCount: 10_000, labelCount: 2,
      label: labelMode == .fine ? 1 : 0)
  }

  private var classNames: [String] { labelMode == .fine ? Self.fineNames : Self.coarseNames }

  private static let fineNames = [
    "apple", "aquarium_fish", "baby", "bear", "beaver", "bed", "bee", "beetle", "bicycle", "bottle",
    "bowl", "boy", "bridge", "bus", "butterfly", "camel", "can", "castle", "caterpillar", "cattle",
    "chair", "chimpanzee", "clock", "cloud", "cockroach", "couch", "crab", "crocodile", "cup",
    "dinosaur", "dolphin", "elephant", "flatfish", "forest", "fox", "girl", "hamster", "house",
    "kangaroo", "keyboard", "lamp", "lawn_mower", "leopard", "lion", "lizard", "lobster", "man",
    "maple_tree", "motorcycle", "mountain", "mouse", "mushroom", "oak_tree", "orange", "orchid",
    "otter", "palm_tree", "pear", "pickup_truck", "pine_tree", "plain", "plate", "poppy",
    "porcupine", "possum", "rabbit", "raccoon", "ray", "road", "rocket", "rose", "sea", "seal",
    "shark", "shrew", "skunk", "skyscraper", "snail", "snake", "spider", "squirrel", "streetcar",
    "sunflower", "sweet_pepper", "table", "tank", "telephone", "television", "tiger", "tractor",
    "train", "trout", "tulip", "turtle", "wardrobe", "whale", "willow_tree", "wolf", "woman",
    "worm",
  ]

  private static let coarseNames = [
    "aquatic_mammals", "fish", "flowers", "food_containers", "fruit_and_vegetables",
    "household_electrical_devices", "household_furniture", "insects", "large_carnivores",
    "large_man-made_outdoor_things", "large_natural_outdoor_scenes",
    "large_omnivores_and_herbivores", "medium_mammals", "non-insect_invertebrates", "people",
    "reptiles", "small_mammals", "trees", "vehicles_1", "vehicles_2",
  ]

  public func files(_ surroundings: SourceSurroundings) throws(DataError) -> [SourceFileUse] {
    try CIFARFiles(form, surroundings).uses
  }

  public func outline(_ surroundings: SourceSurroundings) throws(DataError) -> SourceOutline {
    let files = try CIFARFiles(form, surroundings)
    return SourceOutline(splits: files.outline, shape: CIFARFiles.shape, classNames: classNames)
  }

  public func load(_ surroundings: SourceSurroundings) throws(DataError) -> [SourceSplit] {
    try CIFARFiles(form, surroundings).load(classCount: classNames.count)
  }
}
