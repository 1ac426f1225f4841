#pragma once
// A client that says exactly what a test wants said, well-formed or not.
#include <arpa/inet.h>
#include <map>
#include <netinet/in.h>
#include <poll.h>
#include <string>
#include <sys/socket.h>
#include <unistd.h>

namespace banxing::http {

struct Answer {
    int status = 0;
    std::map<std::string, std::string> headers; // names in lower case
    std::string body;
};

class Wire {
public:
    explicit Wire(std::uint16_t port, int patience = 5000)
        : socket_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)), patience_(patience) {
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_port = htons(port);
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        connected_ = ::connect(socket_, reinterpret_cast<sockaddr*>(&address), sizeof address) == 0;
    }
    ~Wire() { ::close(socket_); }
    Wire(const Wire&) = delete;
    Wire& operator=(const Wire&) = delete;

    bool connected() const { return connected_; }
    bool send(std::string_view text) {
        while (!text.empty()) {
            auto sent = ::send(socket_, text.data(), text.size(), MSG_NOSIGNAL);
            if (sent <= 0) return false;
            text.remove_prefix(std::size_t(sent));
        }
        return true;
    }

    /// Status 0 when the server closes or says nothing for as long as one is patient.
    Answer receive(bool head_only = false) {
        Answer answer;
        while (seen_.find("\r\n\r\n") == std::string::npos)
            if (!more()) return answer;
        auto end = seen_.find("\r\n\r\n");
        read_head(seen_.substr(0, end), answer);
        seen_.erase(0, end + 4);
        auto length = head_only || !answer.headers.contains("content-length")
                          ? std::size_t(0)
                          : std::size_t(std::stoul(answer.headers["content-length"]));
        while (seen_.size() < length)
            if (!more()) break;
        answer.body = seen_.substr(0, length);
        seen_.erase(0, length);
        return answer;
    }

    /// Whether the server has closed, waiting up to 5 seconds for it.
    bool closed() {
        while (more()) {
        }
        return ended_;
    }

private:
    bool more() {
        pollfd waiting{socket_, POLLIN, 0};
        if (::poll(&waiting, 1, patience_) <= 0) return false;
        char piece[16384];
        auto got = ::recv(socket_, piece, sizeof piece, 0);
        ended_ = got <= 0;
        if (got > 0) seen_.append(piece, std::size_t(got));
        return got > 0;
    }

    static void read_head(const std::string& head, Answer& answer) {
        answer.status = head.size() > 12 ? std::stoi(head.substr(9, 3)) : 0;
        std::size_t at = head.find("\r\n");
        while (at != std::string::npos) {
            auto next = head.find("\r\n", at + 2);
            auto line = head.substr(at + 2, next == std::string::npos ? next : next - at - 2);
            auto colon = line.find(": ");
            if (colon != std::string::npos) {
                auto name = line.substr(0, colon);
                for (auto& c : name) c = char(std::tolower(static_cast<unsigned char>(c)));
                answer.headers[name] = line.substr(colon + 2);
            }
            at = next;
        }
    }

    int socket_, patience_; // milliseconds
    bool connected_ = false, ended_ = false;
    std::string seen_;
};

} // namespace banxing::http
