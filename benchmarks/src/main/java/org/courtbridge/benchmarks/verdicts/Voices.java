package org.courtbridge.benchmarks.verdicts;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Speech in Kazakh, Russian and English, by espeak-ng. */
final class Voices {

    private static final int MINUTE = 1;

    /** So loud that its own limiter does not cut off. */
    private static final String AMPLITUDE = "60";

    private static final int USUAL_SPEED = 165;

    private static final Map<String, String> TEXTS = Map.of(
            "kk",
            "Сот отырысы ашық деп жарияланады. Қатысушылар өз аты-жөнін анық айтуын сұраймын. Мен бұл жағдайды жақсы білемін және "
                    + "сұрақтарға жауап беруге дайынмын.",
            "ru",
            "Судебное заседание объявляется открытым. Прошу участников чётко назвать фамилию, имя и отчество. Я хорошо помню этот "
                    + "день и готов ответить на вопросы.",
            "en",
            "The hearing is now open. Please state your full name clearly for the record. I remember that day well and I am ready to "
                    + "answer questions.");

    /** Languages with voices of men and women, as espeak-ng calls them. */
    static final List<String> ALL = List.of("kk", "kk+f3", "ru", "ru+f2", "en", "en+f4");

    static final List<String> WOMEN = List.of("kk+f3", "ru+f2", "en+f4");

    private final Map<String, float[]> spoken = new HashMap<>();

    float[] speak(String voice) throws IOException, InterruptedException {
        return speak(voice, USUAL_SPEED, 50);
    }

    /**
     * @param speed words a minute
     * @param pitch 0 to 99, of which 50 is the voice's own
     * @return at 48 kHz, with a second of nothing at either end
     */
    float[] speak(String voice, int speed, int pitch) throws IOException, InterruptedException {
        String key = voice + " " + speed + " " + pitch;
        float[] known = spoken.get(key);
        if (known != null) {
            return known.clone();
        }
        Path file = Files.createTempFile("voice", ".wav");
        try {
            Process process = new ProcessBuilder(
                            "espeak-ng",
                            "-v",
                            voice,
                            "-s",
                            "" + speed,
                            "-p",
                            "" + pitch,
                            "-a",
                            AMPLITUDE,
                            "-w",
                            "" + file,
                            TEXTS.get(voice.substring(0, 2)))
                    .inheritIO()
                    .start();
            if (!process.waitFor(MINUTE, TimeUnit.MINUTES) || process.exitValue() != 0) {
                process.destroyForcibly();
                throw new IOException("failed: espeak-ng");
            }
            short[] pcm = SoundFile.read(file, Waves.RATE)
                    .orElseThrow(() -> new IOException("espeak-ng said nothing"))
                    .pcm();
            float[] sound = new float[pcm.length + 2 * Waves.RATE];
            for (int i = 0; i < pcm.length; i++) {
                sound[Waves.RATE + i] = pcm[i] / 32_768f;
            }
            spoken.put(key, sound);
            return sound.clone();
        } finally {
            Files.deleteIfExists(file);
        }
    }
}
