package org.courtbridge.benchmarks;

/**
 * Load that is sent through a relay.
 *
 * @param payload bytes of each packet behind the RTP header
 * @param rate packets a second of each stream
 */
record RelayLoad(String name, int payload, int rate, int streams) {

    static final RelayLoad SOUND = new RelayLoad("sound", 160, 50, 200);
    static final RelayLoad PICTURE = new RelayLoad("picture", 1200, 100, 50);

    int packetsPerSecond() {
        return rate * streams;
    }
}
