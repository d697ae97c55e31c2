package io.im2wav4j.data.scan;

import io.im2wav4j.audio.media.SoundLevels;
import java.util.List;

/**
 * What the files of one item hold.
 *
 * @param soundSeconds of its sound; 0 without one
 * @param sampleRate of its sound; 0 without one
 * @param channels of its sound; 0 without one
 * @param levels of its file's sound; null without one
 * @param picture whether it has a picture or frames
 * @param frameRate of the video that its frames come from; 0 without one
 * @param faults why it cannot be used; empty if it can
 */
record ItemCheck(
    double soundSeconds,
    int sampleRate,
    int channels,
    SoundLevels levels,
    boolean picture,
    double frameRate,
    List<String> faults) {}
