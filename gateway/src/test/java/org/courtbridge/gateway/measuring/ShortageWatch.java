package org.courtbridge.gateway.measuring;

/** Watches how short of processor the machine is, by both sources, from when it is made until it is closed. */
final class ShortageWatch implements AutoCloseable {

    private final CpuPressure pressure;
    private final ControlLoop loop;

    ShortageWatch(CpuPressure pressure, ControlLoop loop) {
        this.pressure = pressure;
        this.loop = loop;
    }

    /** Of this machine. */
    static ShortageWatch start() {
        return new ShortageWatch(new CpuPressure(CpuPressure.FILE, System::nanoTime), ControlLoop.start());
    }

    /** Since it was made. */
    Shortage shortage() {
        ControlLoop.Waited waited = loop.waited();
        return new Shortage(pressure.share(), waited.share(), waited.longestNanos() / 1e6);
    }

    @Override
    public void close() {
        loop.close();
    }
}
