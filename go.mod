module github.com/maskproof/maskproof

go 1.26.8
