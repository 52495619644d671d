// Which release of the suite this is.

/// The release; all programs of the suite bear the same version.
public enum Release {
    public static let version = "0.2.0"
}
