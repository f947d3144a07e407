/// A layer that may prepare the pictures of a dataset: it makes a picture of a picture, the same in
/// every phase, and learns nothing.
public protocol PreparingLayer: Layer {}
