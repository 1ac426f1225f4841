#pragma once
#include <array>
#include <cstddef>
#include <memory>

namespace banxing::dmn {

/// A fixed number of elements, on the stack while they are few.
template <typename T, std::size_t N>
class Few {
public:
    explicit Few(std::size_t size) : size_(size) {
        if (size > N) more_ = std::make_unique<T[]>(size);
        data_ = more_ ? more_.get() : inline_.data();
    }
    Few(const Few&) = delete;
    Few& operator=(const Few&) = delete;
    T& operator[](std::size_t i) { return data_[i]; }
    const T& operator[](std::size_t i) const { return data_[i]; }
    T* data() { return data_; }
    std::size_t size() const { return size_; }

private:
    std::size_t size_;
    std::array<T, N> inline_;
    std::unique_ptr<T[]> more_;
    T* data_;
};

} // namespace banxing::dmn
