package sightline.trainer.score.anomaly;

/**
 * How well defects are told; each 0 to 1, or -1 where there is no good or no bad one to tell.
 *
 * @param imageAuroc chance that a picture with a defect has a higher score than one without; ties
 *     count a half
 * @param pixelAuroc the same for pixels
 * @param aupro mean share of each defect's pixels that is found, averaged over the thresholds at
 *     which up to 30 % of the good pixels are taken for defects
 * @param goodPictures without a defect
 * @param badPictures with a defect
 * @param defects regions of connected bad pixels
 */
public record AnomalyScore(
    double imageAuroc,
    double pixelAuroc,
    double aupro,
    int goodPictures,
    int badPictures,
    int defects) {}
