package org.courtbridge.gateway.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** A phone on its line; its octets are those of pictures. */
record PhoneViewer(BrowserPeer phone, int party) implements LineViewer {

    @Override
    public double now() {
        return phone.now();
    }

    @Override
    public long octets() {
        long sum = 0;
        for (JsonNode one : phone.statistics()) {
            if (one.path("type").asText().equals("inbound-rtp")
                    && one.path("kind").asText().equals("video")) {
                sum += one.path("bytesReceived").asLong();
            }
        }
        return sum;
    }

    @Override
    public int width() {
        return phone.widthOf(party);
    }

    @Override
    public List<Double> changes() {
        List<Double> changes = new ArrayList<>();
        int before = -1;
        for (Sighting.Shown one : phone.shown()) {
            if (one.picture().party() == party && one.picture().frame() != before) {
                before = one.picture().frame();
                changes.add(one.at());
            }
        }
        phone.forget();
        return changes;
    }

    @Override
    public void forgetSound() {
        phone.forgetSound();
    }

    @Override
    public double longestSoundGap(double millis) {
        short[] sound = phone.soundInTheLast((int) Math.ceil(millis / 1e3));
        return Math.max(0, Tones.longestSilence(party, sound, BrowserPeer.SAMPLE_RATE) - Tones.pauseMillis(party));
    }
}
