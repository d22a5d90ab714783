package org.courtbridge.codecs.measure.sound;

/** The discrete Fourier transform of a power of two of points, in place (Cooley and Tukey, radix 2). */
final class FourierTransform {

    private final int size;
    private final float[] cosines;
    private final float[] sines;
    private final int[] reversed;

    FourierTransform(int size) {
        if (Integer.bitCount(size) != 1) {
            throw new IllegalArgumentException("size: " + size + " (expected: a power of two)");
        }
        this.size = size;
        cosines = new float[size / 2];
        sines = new float[size / 2];
        reversed = new int[size];
        for (int i = 0; i < size / 2; i++) {
            cosines[i] = (float) Math.cos(2 * Math.PI * i / size);
            sines[i] = (float) -Math.sin(2 * Math.PI * i / size);
        }
        for (int i = 0; i < size; i++) {
            reversed[i] = size == 1 ? 0 : Integer.reverse(i) >>> Integer.numberOfLeadingZeros(size - 1);
        }
    }

    int size() {
        return size;
    }

    void transform(float[] real, float[] imaginary) {
        for (int i = 0; i < size; i++) {
            int j = reversed[i];
            if (j > i) {
                float swap = real[i];
                real[i] = real[j];
                real[j] = swap;
                swap = imaginary[i];
                imaginary[i] = imaginary[j];
                imaginary[j] = swap;
            }
        }
        for (int half = 1; half < size; half *= 2) {
            int stride = size / (2 * half);
            for (int start = 0; start < size; start += 2 * half) {
                for (int k = 0; k < half; k++) {
                    butterfly(real, imaginary, start + k, start + k + half, k * stride);
                }
            }
        }
    }

    private void butterfly(float[] real, float[] imaginary, int a, int b, int root) {
        float c = cosines[root];
        float s = sines[root];
        float re = real[b] * c - imaginary[b] * s;
        float im = real[b] * s + imaginary[b] * c;
        real[b] = real[a] - re;
        imaginary[b] = imaginary[a] - im;
        real[a] += re;
        imaginary[a] += im;
    }
}
