package sightline.registry.shelf;

import sightline.events.slot.CameraChange;
import sightline.events.slot.SlotRecord;

/** Keys of topic {@code models}; workers read those of slots only, ingest those of cameras. */
public final class Keys {

  /** {@link WriterRecord}. */
  public static final String WRITER = "registry/writer";

  static final String MODEL = "model/";
  static final String VERSION = "version/";

  private Keys() {}

  public static String of(Model model) {
    return MODEL + model.name();
  }

  public static String of(ModelVersion version) {
    return VERSION + version.id();
  }

  public static String of(CameraChange camera) {
    return CameraChange.KEY + camera.camera();
  }

  public static String of(SlotRecord slot) {
    return SlotRecord.KEY + slot.slot();
  }
}
