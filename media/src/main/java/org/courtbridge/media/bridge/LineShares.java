package org.courtbridge.media.bridge;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.courtbridge.media.pacing.PacedTransport;
import org.courtbridge.media.video.PictureStep;

/**
 * Divides a line among the pictures of one viewer: those that take little are shown as they come, the others share what is
 * left alike. Where a part would be too small for any picture, the last ones get none.
 */
final class LineShares {

    private LineShares() {}

    /**
     * @param bits of the whole line, bit/s; {@link PacedTransport#UNLIMITED} if no limit is known
     * @param costs what each picture takes as it comes, bit/s, by slot; the most important first
     * @return bit/s by slot
     */
    static Map<String, Long> of(long bits, Map<String, Long> costs) {
        Map<String, Long> shares = new HashMap<>();
        if (bits == PacedTransport.UNLIMITED) {
            costs.keySet().forEach(slot -> shares.put(slot, PacedTransport.UNLIMITED));
            return shares;
        }
        long fit = Math.max(1, bits / PictureStep.LAST.bitsPerSecond());
        List<Map.Entry<String, Long>> kept = costs.entrySet().stream()
                .limit(fit)
                .sorted(Map.Entry.comparingByValue(Comparator.naturalOrder()))
                .toList();
        long left = bits;
        for (int i = 0; i < kept.size(); i++) {
            long share = left / (kept.size() - i);
            shares.put(kept.get(i).getKey(), share);
            left -= Math.min(share, kept.get(i).getValue());
        }
        return shares;
    }
}
