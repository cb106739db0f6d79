package sightline.inference.ledger;

/**
 * What the account said of one frame; it is handed back when the frame is settled, so that the
 * outcome stands in the row in which the frame was captured.
 *
 * @param verdict what the record is to the account
 * @param camera that gave the frame
 * @param minute of the row, minutes since 1970
 */
public record Entry(Verdict verdict, String camera, long minute) {}
