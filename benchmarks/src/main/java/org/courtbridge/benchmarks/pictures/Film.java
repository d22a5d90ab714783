package org.courtbridge.benchmarks.pictures;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.IntUnaryOperator;
import org.courtbridge.codecs.video.I420Picture;

/**
 * The pictures that a camera gives of a scene, one after another, with its sensor's noise.
 *
 * @param noise standard deviation, levels of luminance
 * @param shown which picture of the scene's film is shown as which: the same for one that runs, a fixed one for one that is
 *     frozen, a negative one if there is none
 */
record Film(Scene scene, int perSecond, double seconds, double noise, IntUnaryOperator shown, Damage damage) {

    /** Damage to a picture on its way from the camera. */
    interface Damage {
        void to(I420Picture picture, int number, Random random);
    }

    private static final int NOISES = 4_096;

    static Film of(Scene scene, int perSecond) {
        return new Film(scene, perSecond, 8, 1.5, i -> i, (picture, number, random) -> {});
    }

    Film lasting(double changed) {
        return new Film(scene, perSecond, changed, noise, shown, damage);
    }

    Film noise(double changed) {
        return new Film(scene, perSecond, seconds, changed, shown, damage);
    }

    Film shown(IntUnaryOperator changed) {
        return new Film(scene, perSecond, seconds, noise, changed, damage);
    }

    Film damaged(Damage changed) {
        return new Film(scene, perSecond, seconds, noise, shown, changed);
    }

    int pictures() {
        return (int) Math.round(perSecond * seconds);
    }

    /** One after another; of the same number, the same to the last bit. */
    Iterable<Optional<I420Picture>> run(long seed) {
        List<I420Picture> poses =
                scene.poses().stream().map(ColourPicture::toI420).toList();
        byte[] noises = noises(seed);
        List<Integer> numbers = new ArrayList<>();
        for (int i = 0; i < pictures(); i++) {
            numbers.add(shown.applyAsInt(i));
        }
        return () -> numbers.stream()
                .map(number -> picture(number, poses, noises, seed))
                .iterator();
    }

    private Optional<I420Picture> picture(int number, List<I420Picture> poses, byte[] noises, long seed) {
        if (number < 0) {
            return Optional.empty();
        }
        // A sway takes two seconds and a half there, and as long back.
        int step = (int) ((double) number / perSecond / 2.5 * (poses.size() - 1));
        int there = step % (2 * (poses.size() - 1));
        I420Picture pose = poses.get(there < poses.size() ? there : 2 * (poses.size() - 1) - there);
        I420Picture picture = I420Picture.black(pose.width(), pose.height());
        System.arraycopy(pose.cb(), 0, picture.cb(), 0, pose.cb().length);
        System.arraycopy(pose.cr(), 0, picture.cr(), 0, pose.cr().length);
        Random random = new Random(seed * 1_000_003 + number);
        byte[] from = pose.luma();
        byte[] luma = picture.luma();
        int at = 0;
        for (int i = 0; i < luma.length; i++) {
            if (i % 512 == 0) {
                at = random.nextInt(NOISES - 512);
            }
            luma[i] = (byte) Math.clamp((from[i] & 0xFF) + noises[at + i % 512], 16, 235);
        }
        damage.to(picture, number, random);
        return Optional.of(picture);
    }

    private byte[] noises(long seed) {
        Random random = new Random(seed);
        byte[] noises = new byte[NOISES];
        for (int i = 0; i < NOISES; i++) {
            noises[i] = (byte) Math.round(random.nextGaussian() * noise);
        }
        return noises;
    }
}
