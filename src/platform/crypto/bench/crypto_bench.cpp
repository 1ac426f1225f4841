#include <crypto/hash.h>
#include <crypto/vault.h>

#include <benchmark/benchmark.h>

using namespace banxing::crypto;

static void seal_one_key(benchmark::State& state) {
    DataKey key{1};
    for (auto _ : state) benchmark::DoNotOptimize(seal(key, "诸暨市暨阳街道某村12号", "address"));
}
BENCHMARK(seal_one_key);

static void seal_new_key_each(benchmark::State& state) {
    DataKey key{1};
    for (auto _ : state) {
        ++key[1];
        benchmark::DoNotOptimize(seal(key, "诸暨市暨阳街道某村12号", "address"));
    }
}
BENCHMARK(seal_new_key_each);

static void unseal_one_key(benchmark::State& state) {
    DataKey key{1};
    auto sealed = seal(key, "诸暨市暨阳街道某村12号", "address");
    for (auto _ : state) benchmark::DoNotOptimize(unseal(key, sealed, "address"));
}
BENCHMARK(unseal_one_key);

static void unseal_new_key_each(benchmark::State& state) {
    DataKey keys[2] = {{1}, {2}};
    std::string sealed[2] = {seal(keys[0], "张三", "name"), seal(keys[1], "李四", "name")};
    std::size_t n = 0;
    for (auto _ : state) {
        n ^= 1;
        benchmark::DoNotOptimize(unseal(keys[n], sealed[n], "name"));
    }
}
BENCHMARK(unseal_new_key_each);

static void sm3_short(benchmark::State& state) {
    for (auto _ : state)
        benchmark::DoNotOptimize(
            sm3_hex("a row of the audit, some hundred and twenty bytes of it, more or less"));
}
BENCHMARK(sm3_short);

static void hmac_lookup(benchmark::State& state) {
    std::string key(32, 'k');
    for (auto _ : state) benchmark::DoNotOptimize(hmac_sm3_hex(key, "990000201903051234"));
}
BENCHMARK(hmac_lookup);
