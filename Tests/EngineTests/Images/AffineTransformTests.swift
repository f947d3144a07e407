import Engine
import Foundation
import Testing

@Suite struct AffineTransformTests {
  @Test func rotationsHaveTheSineAndCosineOfTheirAngle() {
    let size = ImageSize(height: 1, width: 1, channels: 1)
    for angle in stride(from: Float(-1000), through: 1000, by: 0.37) {
      let coefficients = AffineTransform.rotation(angleInDegrees: angle, of: size).coefficients
      // In Float64, of the angle as Float32 has it in radians.
      let radians = Double(angle * Float(Double.pi / 180))
      #expect(abs(Double(coefficients[0]) - cos(radians)) < 2e-7, "cosine of \(angle)°")
      #expect(abs(Double(coefficients[3]) - sin(radians)) < 2e-7, "sine of \(angle)°")
      #expect(coefficients[1] == -coefficients[3])
      #expect(coefficients[4] == coefficients[0])
    }
  }

  @Test(arguments: [Float(1e9), -1e9, 1e30, .infinity, .nan])
  func anglesBeyondAllDigitsAreNone(_ angle: Float) {
    let size = ImageSize(height: 1, width: 1, channels: 1)
    let coefficients = AffineTransform.rotation(angleInDegrees: angle, of: size).coefficients
    #expect(coefficients[0] == 1 && coefficients[3] == 0)
  }

  @Test func theMiddleStaysWhereItIs() {
    let size = ImageSize(height: 5, width: 9, channels: 3)
    for transform in [
      AffineTransform.rotation(angleInDegrees: 33, of: size),
      AffineTransform.zoom(height: 1.3, width: 0.7, of: size),
    ] {
      let c = transform.coefficients
      let x: Float = c[0] * 4 + c[1] * 2 + c[2]
      let y: Float = c[3] * 4 + c[4] * 2 + c[5]
      #expect(abs(x - 4) < 1e-5)
      #expect(abs(y - 2) < 1e-5)
    }
  }
}
