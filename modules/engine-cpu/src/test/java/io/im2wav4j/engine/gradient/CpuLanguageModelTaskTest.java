package io.im2wav4j.engine.gradient;

import io.im2wav4j.training.lm.LanguageModelTaskSuite;

class CpuLanguageModelTaskTest extends LanguageModelTaskSuite {}
